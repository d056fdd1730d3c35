package dev.lodur.engine.template;

import dev.lodur.engine.template.JsonReader.Malformed;

/** Reads a string of a JSON document up to its closing quote; one use. */
final class JsonString {
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";
    private static final char REPLACEMENT = '\ufffd';

    private final String text;
    private int at;

    JsonString(String text, int start) {
        this.text = text;
        this.at = start;
    }

    /** Where the document goes on. */
    int end() {
        return at;
    }

    String read() throws Malformed {
        int start = at;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\' && text.charAt(at) >= ' ') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '"') {
            return text.substring(start, at++);
        }
        StringBuilder out = new StringBuilder().append(text, start, at);
        while (true) {
            char c = next();
            if (c == '"') {
                return out.toString();
            }
            if (c < ' ') {
                throw new Malformed();
            }
            if (c == '\\') {
                escape(out);
            } else {
                out.append(c);
            }
        }
    }

    private char next() throws Malformed {
        if (at >= text.length()) {
            throw new Malformed();
        }
        return text.charAt(at++);
    }

    private void escape(StringBuilder out) throws Malformed {
        char c = next();
        int simple = ESCAPES.indexOf(c);
        if (simple >= 0) {
            out.append(ESCAPED.charAt(simple));
        } else if (c == 'u') {
            unicode(out);
        } else {
            throw new Malformed();
        }
    }

    /** Appends an escaped character; half of a pair alone is none. */
    private void unicode(StringBuilder out) throws Malformed {
        char first = hexadecimal();
        if (!Character.isSurrogate(first)) {
            out.append(first);
            return;
        }
        int before = at;
        if (Character.isHighSurrogate(first) && text.startsWith("\\u", at)) {
            at += 2;
            char second = hexadecimal();
            if (Character.isLowSurrogate(second)) {
                out.append(first).append(second);
                return;
            }
            at = before;
        }
        out.append(REPLACEMENT);
    }

    private char hexadecimal() throws Malformed {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw new Malformed();
            }
            value = (value << 4) | digit;
        }
        return (char) value;
    }
}
