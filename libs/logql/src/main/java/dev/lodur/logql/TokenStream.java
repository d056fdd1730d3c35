package dev.lodur.logql;

import dev.lodur.model.LodurException;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a query with one token of look-ahead, and what the parts of the parser share: the bounds that keep the
 * tree shallow, and mistakes that matter only if the rest of the query parses.
 */
final class TokenStream {
    private final Lexer lexer;
    private @Nullable Token ahead;
    private int nesting;
    private int operators;
    private @Nullable String mistake;
    private int mistakeOffset;

    TokenStream(String query) {
        lexer = new Lexer(query);
    }

    Token peek() {
        Token token = ahead;
        if (token == null) {
            token = lexer.next();
            ahead = token;
        }
        return token;
    }

    Token next() {
        Token token = peek();
        ahead = null;
        return token;
    }

    boolean at(TokenType type) {
        return peek().is(type);
    }

    /** Takes the next token if it is of a type. */
    boolean accept(TokenType type) {
        boolean is = at(type);
        if (is) {
            ahead = null;
        }
        return is;
    }

    /** Takes the next token, which must be of the type: only that is possible here. */
    Token expect(TokenType type) {
        if (!at(type)) {
            throw unexpected(type);
        }
        return next();
    }

    /** The error about the next token, with all the types that are possible here, or none where they are many. */
    LodurException unexpected(TokenType... expected) {
        return ParseErrors.unexpected(peek(), expected);
    }

    /** Begins a part that may hold parts of its own kind; {@link #leave()} ends it. */
    void enter() {
        if (++nesting > LogqlParser.MAX_NESTING) {
            throw ParseErrors.of("query is nested too deeply: more than " + LogqlParser.MAX_NESTING
                    + " levels of parentheses; write it with fewer");
        }
    }

    void leave() {
        nesting--;
    }

    void countOperator() {
        if (++operators > LogqlParser.MAX_OPERATORS) {
            throw ParseErrors.of("query has too many operators: more than " + LogqlParser.MAX_OPERATORS
                    + " between filters or vectors; use a regexp, or split the query");
        }
    }

    /**
     * Notes a mistake in what begins at an offset. The outermost one is reported after the whole query was read: an
     * error of syntax comes first wherever it is.
     */
    void note(int offset, String message) {
        if (mistake == null || offset <= mistakeOffset) {
            mistake = message;
            mistakeOffset = offset;
        }
    }

    void throwNoted() {
        if (mistake != null) {
            throw ParseErrors.of(mistake);
        }
    }
}
