package dev.lodur.engine.template;

import org.jspecify.annotations.Nullable;

/** Reads texts and characters in quotes with Go's escapes; one use. */
final class GoUnquote {
    private static final String SIMPLE = "abfnrtv\\";
    private static final String SIMPLE_VALUES = "\u0007\b\f\n\r\t\u000b\\";

    private final String quoted;
    private final StringBuilder out = new StringBuilder();
    private final ByteRun bytes = new ByteRun(out);
    private int at = 1;

    private GoUnquote(String quoted) {
        this.quoted = quoted;
    }

    /** The text between the quotes, null where an escape is wrong. */
    static @Nullable String text(String quoted) {
        if (quoted.startsWith("`")) {
            return quoted.substring(1, quoted.length() - 1).replace("\r", "");
        }
        return new GoUnquote(quoted).read();
    }

    private @Nullable String read() {
        int end = quoted.length() - 1;
        while (at < end) {
            char c = quoted.charAt(at++);
            if (c != '\\') {
                bytes.flush();
                out.append(c);
            } else if (!escape(end)) {
                return null;
            }
        }
        bytes.flush();
        return out.toString();
    }

    private boolean escape(int end) {
        if (at >= end) {
            return false;
        }
        char c = quoted.charAt(at++);
        if (c == quoted.charAt(0) || SIMPLE.indexOf(c) >= 0) {
            bytes.flush();
            out.append(c == quoted.charAt(0) ? c : SIMPLE_VALUES.charAt(SIMPLE.indexOf(c)));
            return true;
        }
        return switch (c) {
            case 'x' -> aByte(digits(2, 16, end));
            case 'u' -> character(digits(4, 16, end));
            case 'U' -> character(digits(8, 16, end));
            default -> {
                at--;
                yield aByte(digits(3, 8, end));
            }
        };
    }

    /** The number of so many digits, negative where they are not there. */
    private int digits(int count, int radix, int end) {
        if (at + count > end) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < count; i++) {
            int digit = Character.digit(quoted.charAt(at++), radix);
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value > Character.MAX_CODE_POINT ? -1 : (int) value;
    }

    private boolean aByte(int value) {
        if (value < 0 || value > 0xff) {
            return false;
        }
        bytes.add((byte) value);
        return true;
    }

    private boolean character(int value) {
        if (value < 0 || (value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE)) {
            return false;
        }
        bytes.flush();
        out.appendCodePoint(value);
        return true;
    }
}
