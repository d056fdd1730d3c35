package dev.lodur.engine.reference;

import java.util.Optional;

/** Reads JSON as far as it must, and says in Loki's words what is wrong with it. */
final class PlainJson {
    enum Kind {
        TEXT,
        WORD,
        NULL,
        OBJECT,
        ARRAY
    }

    /**
     * A value.
     *
     * @param text as it stands, of a string without its quotes
     * @param end where reading goes on
     */
    record Value(Kind kind, String text, int end) {
        /** The meaning of the escapes, nothing where one is wrong; what is no text is a blank. */
        String meaning() {
            return unescape(text).orElse("").replace('\ufffd', ' ');
        }
    }

    /** JSON that is wrong. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1;

        Broken(String text) {
            super(text);
        }

        String text() {
            return String.valueOf(getMessage());
        }
    }

    /** Takes properties; false ends the reading. */
    interface Visitor {
        boolean property(String key, Value value) throws Broken;
    }

    private static final String OPEN_OBJECT = "Value looks like object, but can't find closing '}' symbol";
    private static final String OPEN_ARRAY = "Value is array, but can't find closing ']' symbol";
    private static final String MALFORMED = "Malformed JSON error";

    private PlainJson() {}

    /** Visits the properties of an object; false where the visitor ended it. */
    static boolean walk(String text, Visitor visitor) throws Broken {
        int at = solid(text, 0);
        if (at < 0 || text.charAt(at) != '{') {
            throw new Broken(OPEN_OBJECT);
        }
        at = solid(text, at + 1);
        check(at >= 0, MALFORMED);
        if (text.charAt(at) == '}') {
            return true;
        }
        while (true) {
            check(text.charAt(at) == '"', OPEN_OBJECT);
            int close = closingQuote(text, at);
            check(close >= 0, MALFORMED);
            Optional<String> key = unescape(text.substring(at + 1, close));
            check(key.isPresent(), "Encountered an invalid escape sequence in a string");
            int colon = solid(text, close + 1);
            check(colon >= 0 && text.charAt(colon) == ':', MALFORMED);
            Value value = value(text, colon + 1);
            if (!visitor.property(key.orElseThrow(), value)) {
                return false;
            }
            at = solid(text, value.end());
            check(at >= 0, OPEN_ARRAY);
            if (text.charAt(at) == '}') {
                return true;
            }
            check(text.charAt(at) == ',', OPEN_OBJECT);
            at = solid(text, at + 1);
            check(at >= 0, OPEN_ARRAY);
            if (text.charAt(at) == '}') {
                return true;
            }
        }
    }

    private static void check(boolean good, String failure) throws Broken {
        if (!good) {
            throw new Broken(failure);
        }
    }

    static Value value(String text, int from) throws Broken {
        int at = solid(text, from);
        check(at >= 0, MALFORMED);
        char first = text.charAt(at);
        if (first == '"') {
            int close = closingQuote(text, at);
            check(close >= 0, "Value is string, but can't find closing '\"' symbol");
            return new Value(Kind.TEXT, text.substring(at + 1, close), close + 1);
        }
        if (first == '[') {
            return block(Kind.ARRAY, text, at, ']', OPEN_ARRAY);
        }
        if (first == '{') {
            return block(Kind.OBJECT, text, at, '}', OPEN_OBJECT);
        }
        int end = at;
        while (end < text.length() && " \n\r\t,}]".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String word = text.substring(at, end);
        if (word.equals("null")) {
            return new Value(Kind.NULL, word, end);
        }
        boolean known = word.equals("true") || word.equals("false") || word.matches("(?s)[-0-9].*");
        check(known, "Unknown value type");
        return new Value(Kind.WORD, word, end);
    }

    private static Value block(Kind kind, String text, int from, char close, String failure) throws Broken {
        int open = 0;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at = closingQuote(text, at);
                check(at >= 0, failure);
            } else if (c == text.charAt(from)) {
                open++;
            } else if (c == close && --open == 0) {
                return new Value(kind, text.substring(from, at + 1), at + 1);
            }
        }
        throw new Broken(failure);
    }

    /** Where the next character stands that is no blank, or -1. */
    static int solid(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            if (" \n\r\t".indexOf(text.charAt(at)) < 0) {
                return at;
            }
        }
        return -1;
    }

    private static int closingQuote(String text, int open) {
        for (int at = open + 1; at < text.length(); at++) {
            if (text.charAt(at) == '\\') {
                at++;
            } else if (text.charAt(at) == '"') {
                return at;
            }
        }
        return -1;
    }

    /** The meaning of the inside of a string; empty where an escape is wrong. */
    static Optional<String> unescape(String text) {
        StringBuilder meaning = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) != '\\') {
                meaning.append(text.charAt(at));
                continue;
            }
            at++;
            char kind = at < text.length() ? text.charAt(at) : '?';
            int simple = "\"\\/bfnrt".indexOf(kind);
            if (simple >= 0) {
                meaning.append("\"\\/\b\f\n\r\t".charAt(simple));
            } else if (kind == 'u' && text.substring(at + 1).matches("(?s)[0-9a-fA-F]{4}.*")) {
                meaning.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                at += 4;
            } else {
                return Optional.empty();
            }
        }
        boolean whole = meaning.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
        return whole ? Optional.of(meaning.toString()) : Optional.empty();
    }

    /** The name of a label that a key becomes. */
    static String labelName(String key) {
        String name = key.strip()
                .codePoints()
                .collect(StringBuilder::new, PlainJson::append, StringBuilder::append)
                .toString();
        return name.matches("[0-9].*") ? "_" + name : name;
    }

    /** The same inside an object. */
    static String labelName(String prefix, String key) {
        return prefix + "_"
                + key.strip().codePoints().collect(StringBuilder::new, PlainJson::append, StringBuilder::append);
    }

    private static void append(StringBuilder name, int c) {
        name.append(Character.toString(c).matches("[a-zA-Z0-9_]") ? Character.toString(c) : "_");
    }
}
