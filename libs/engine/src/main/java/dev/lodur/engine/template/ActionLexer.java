package dev.lodur.engine.template;

import dev.lodur.engine.template.Lexer.LexicalError;
import dev.lodur.model.GoQuote;
import java.util.Map;

/** Cuts what stands between the delimiters of an action, one token at a time. */
final class ActionLexer {
    private static final Map<String, TokenType> KEYWORDS = Map.ofEntries(
            Map.entry("block", TokenType.BLOCK),
            Map.entry("break", TokenType.BREAK),
            Map.entry("continue", TokenType.CONTINUE),
            Map.entry("define", TokenType.DEFINE),
            Map.entry("else", TokenType.ELSE),
            Map.entry("end", TokenType.END),
            Map.entry("if", TokenType.IF),
            Map.entry("nil", TokenType.NIL),
            Map.entry("range", TokenType.RANGE),
            Map.entry("template", TokenType.TEMPLATE),
            Map.entry("with", TokenType.WITH),
            Map.entry("true", TokenType.BOOL),
            Map.entry("false", TokenType.BOOL));

    /** Takes the tokens. */
    interface Sink {
        void add(TokenType type, int position, String text);
    }

    private final String text;
    private final Sink sink;

    ActionLexer(String text, Sink sink) {
        this.text = text;
        this.sink = sink;
    }

    /** Adds the token that begins at a position, which is not a space, and returns where it ends. */
    int scanFrom(int start) throws LexicalError {
        if (start >= text.length()) {
            throw new LexicalError(start, "unclosed action");
        }
        int c = text.codePointAt(start);
        return switch (c) {
            case '=' -> emit(TokenType.ASSIGN, start, start + 1);
            case '|' -> emit(TokenType.PIPE, start, start + 1);
            case '(' -> emit(TokenType.LEFT_PARENTHESIS, start, start + 1);
            case ')' -> emit(TokenType.RIGHT_PARENTHESIS, start, start + 1);
            case ':' -> declare(start);
            case '"' -> emit(TokenType.STRING, start, quotedEnd(start, '"', "unterminated quoted string"));
            case '\'' ->
                emit(TokenType.CHAR_CONSTANT, start, quotedEnd(start, '\'', "unterminated character constant"));
            case '`' -> rawString(start);
            case '$' -> name(TokenType.VARIABLE, TokenType.VARIABLE, start);
            default -> other(start, c);
        };
    }

    private int other(int start, int c) throws LexicalError {
        if (c == '.' && !isDigitAt(start + 1)) {
            return name(TokenType.FIELD, TokenType.DOT, start);
        }
        if (c == '.' || c == '+' || c == '-' || (c >= '0' && c <= '9')) {
            return number(start);
        }
        if (isAlphanumeric(c)) {
            return identifier(start);
        }
        if (c > ' ' && c < 0x7f) {
            return emit(TokenType.CHAR, start, start + 1);
        }
        throw new LexicalError(start, "unrecognized character in action: " + GoText.unicodeName(c));
    }

    private int emit(TokenType type, int start, int end) {
        sink.add(type, start, text.substring(start, end));
        return end;
    }

    private int declare(int start) throws LexicalError {
        if (!text.startsWith(":=", start)) {
            throw new LexicalError(start, "expected :=");
        }
        return emit(TokenType.DECLARE, start, start + 2);
    }

    private int quotedEnd(int start, char quote, String failure) throws LexicalError {
        for (int at = start + 1; at < text.length() && text.charAt(at) != '\n'; at++) {
            if (text.charAt(at) == quote) {
                return at + 1;
            }
            if (text.charAt(at) == '\\' && at + 1 < text.length() && text.charAt(at + 1) != '\n') {
                at++;
            }
        }
        throw new LexicalError(start, failure);
    }

    private int rawString(int start) throws LexicalError {
        int end = text.indexOf('`', start + 1);
        if (end < 0) {
            throw new LexicalError(start, "unterminated raw quoted string");
        }
        return emit(TokenType.RAW_STRING, start, end + 1);
    }

    private int name(TokenType type, TokenType bare, int start) throws LexicalError {
        if (isTerminatorAt(start + 1)) {
            return emit(bare, start, start + 1);
        }
        return emit(type, start, nameEnd(start + 1));
    }

    private int identifier(int start) throws LexicalError {
        int end = nameEnd(start);
        return emit(KEYWORDS.getOrDefault(text.substring(start, end), TokenType.IDENTIFIER), start, end);
    }

    private int nameEnd(int start) throws LexicalError {
        int end = start;
        while (end < text.length() && isAlphanumeric(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        if (!isTerminatorAt(end)) {
            throw new LexicalError(start, "bad character " + GoText.unicodeName(text.codePointAt(end)));
        }
        return end;
    }

    private int number(int start) throws LexicalError {
        int end = NumberSyntax.end(text, start);
        if (end < text.length() && isAlphanumeric(text.codePointAt(end))) {
            int after = end + Character.charCount(text.codePointAt(end));
            throw new LexicalError(start, "bad number syntax: " + GoQuote.quote(text.substring(start, after)));
        }
        return emit(TokenType.NUMBER, start, end);
    }

    private boolean isTerminatorAt(int at) {
        return at >= text.length()
                || Lexer.isSpace(text.charAt(at))
                || ".,|:()".indexOf(text.charAt(at)) >= 0
                || text.startsWith("}}", at);
    }

    private boolean isDigitAt(int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private static boolean isAlphanumeric(int c) {
        return c == '_' || Character.isLetter(c) || Character.isDigit(c);
    }
}
