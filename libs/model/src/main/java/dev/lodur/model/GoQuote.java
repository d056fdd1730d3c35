package dev.lodur.model;

/** Text quoted as Go's {@code strconv.Quote} does, the form in which Loki prints label values and query strings. */
public final class GoQuote {
    private static final String HEX = "0123456789abcdef";

    private GoQuote() {}

    public static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2);
        append(out, text);
        return out.toString();
    }

    /** Appends the text in double quotes, with what is not printable escaped. */
    public static void append(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            appendCodePoint(out, codePoint);
            i += Character.charCount(codePoint);
        }
        out.append('"');
    }

    private static void appendCodePoint(StringBuilder out, int codePoint) {
        switch (codePoint) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case 7 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 11 -> out.append("\\v");
            default -> appendOther(out, codePoint);
        }
    }

    private static void appendOther(StringBuilder out, int codePoint) {
        if (isPrintable(codePoint)) {
            out.appendCodePoint(codePoint);
        } else if (codePoint < 0x80) {
            out.append("\\x");
            appendHex(out, codePoint, 2);
        } else if (codePoint < 0x10000) {
            out.append("\\u");
            appendHex(out, codePoint, 4);
        } else {
            out.append("\\U");
            appendHex(out, codePoint, 8);
        }
    }

    private static void appendHex(StringBuilder out, int value, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            out.append(HEX.charAt(value >>> shift & 15));
        }
    }

    /** Go's unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space. */
    private static boolean isPrintable(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint >= 0x20 && codePoint < 0x7f;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
