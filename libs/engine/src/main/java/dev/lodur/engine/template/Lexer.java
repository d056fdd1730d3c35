package dev.lodur.engine.template;

import java.util.ArrayList;
import java.util.List;

/** Cuts a template's text into tokens; one use. The last token is the end of the text or an error. */
final class Lexer {
    private static final String LEFT = "{{";
    private static final String RIGHT = "}}";
    private static final int MARKER_LENGTH = 2;

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int countedTo;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        try {
            lexer.scan();
        } catch (LexicalError e) {
            lexer.add(TokenType.ERROR, e.start, e.text());
        }
        return lexer.tokens;
    }

    private void scan() throws LexicalError {
        int open = text.indexOf(LEFT, at);
        while (open >= 0) {
            addText(open);
            at = open + LEFT.length();
            int body = hasLeftMarker(at) ? at + MARKER_LENGTH : at;
            if (text.startsWith("/*", body)) {
                skipComment(body);
            } else {
                add(TokenType.LEFT_DELIMITER, open, LEFT);
                at = body;
                scanAction();
            }
            open = text.indexOf(LEFT, at);
        }
        if (at < text.length()) {
            add(TokenType.TEXT, at, text.substring(at));
        }
        add(TokenType.END_OF_TEXT, text.length(), "");
    }

    private void addText(int end) {
        int to = end;
        if (hasLeftMarker(end + LEFT.length())) {
            while (to > at && isSpace(text.charAt(to - 1))) {
                to--;
            }
        }
        if (to > at) {
            add(TokenType.TEXT, at, text.substring(at, to));
        }
    }

    private void skipComment(int start) throws LexicalError {
        int end = text.indexOf("*/", start + 2);
        if (end < 0) {
            throw new LexicalError(start, "unclosed comment");
        }
        at = end + 2;
        if (!atRightDelimiter()) {
            throw new LexicalError(start, "comment ends before closing delimiter");
        }
        closeAction();
    }

    private void scanAction() throws LexicalError {
        ActionLexer action = new ActionLexer(text, this::add);
        int depth = 0;
        while (!atRightDelimiter()) {
            char next = at < text.length() ? text.charAt(at) : 0;
            if (next == '(') {
                depth++;
            } else if (next == ')' && --depth < 0) {
                throw new LexicalError(at, "unexpected right paren");
            }
            at = isSpace(next) ? addSpaces() : action.scanFrom(at);
        }
        if (depth > 0) {
            throw new LexicalError(at, "unclosed left paren");
        }
        int delimiter = isSpace(text.charAt(at)) ? at + MARKER_LENGTH : at;
        add(TokenType.RIGHT_DELIMITER, delimiter, RIGHT);
        closeAction();
    }

    /** Adds a run of spaces but for the last one, where that belongs to a delimiter that trims. */
    private int addSpaces() {
        int end = at;
        while (end < text.length() && isSpace(text.charAt(end))) {
            end++;
        }
        if (text.startsWith("-" + RIGHT, end)) {
            end--;
        }
        if (end > at) {
            add(TokenType.SPACE, at, text.substring(at, end));
        }
        return end;
    }

    private boolean atRightDelimiter() {
        return text.startsWith(RIGHT, at)
                || (at < text.length() && isSpace(text.charAt(at)) && text.startsWith("-" + RIGHT, at + 1));
    }

    private void closeAction() {
        boolean trims = isSpace(text.charAt(at));
        at += (trims ? MARKER_LENGTH : 0) + RIGHT.length();
        while (trims && at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private boolean hasLeftMarker(int from) {
        return from + 1 < text.length() && text.charAt(from) == '-' && isSpace(text.charAt(from + 1));
    }

    private void add(TokenType type, int position, String content) {
        while (countedTo < position) {
            if (text.charAt(countedTo++) == '\n') {
                line++;
            }
        }
        tokens.add(new Token(type, position, content, line));
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /** A text that cannot be cut further, from {@code start} on. */
    static final class LexicalError extends Exception {
        private static final long serialVersionUID = 1L;

        private final int start;

        LexicalError(int start, String message) {
            super(message, null, false, false);
            this.start = start;
        }

        String text() {
            return String.valueOf(getMessage());
        }
    }
}
