package dev.lodur.logql;

import java.time.Duration;

/**
 * A token with its place.
 *
 * @param text the name, the number as written, or the string without quotes and escapes
 * @param duration of a duration or range, otherwise zero
 * @param bytes of a size, otherwise 0
 * @param line counted from 1; 0 for tokens of which Loki does not know the line either, see {@link Lexer}
 * @param column counted from 1 in characters
 * @param offset where the token begins in the query, in UTF-16 units
 */
record Token(TokenType type, String text, Duration duration, long bytes, int line, int column, int offset) {

    Token(TokenType type, String text, int line, int column, int offset) {
        this(type, text, Duration.ZERO, 0, line, column, offset);
    }

    boolean is(TokenType other) {
        return type == other;
    }
}
