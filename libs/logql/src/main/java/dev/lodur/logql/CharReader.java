package dev.lodur.logql;

/** The characters of a query with lines and columns, as Go's scanner counts them. */
final class CharReader {
    static final int END = -1;

    private final String text;
    private int index;
    private int line = 1;
    private int column = 1;

    CharReader(String text) {
        this.text = text;
    }

    private CharReader(CharReader other) {
        this.text = other.text;
        this.index = other.index;
        this.line = other.line;
        this.column = other.column;
    }

    /** A reader at the same place that moves on its own. */
    CharReader copy() {
        return new CharReader(this);
    }

    int peek() {
        return index < text.length() ? text.codePointAt(index) : END;
    }

    int next() {
        int c = peek();
        if (c == END) {
            return END;
        }
        index += Character.charCount(c);
        if (c == '\n') {
            line++;
            column = 1;
        } else {
            column++;
        }
        return c;
    }

    void skip(int characters) {
        for (int i = 0; i < characters; i++) {
            next();
        }
    }

    void skipLine() {
        while (peek() != '\n' && peek() != END) {
            next();
        }
    }

    void skipSpace() {
        while (Character.isWhitespace(peek())) {
            next();
        }
    }

    String from(int start) {
        return text.substring(start, index);
    }

    int index() {
        return index;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }
}
