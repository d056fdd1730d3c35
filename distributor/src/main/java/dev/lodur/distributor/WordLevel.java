package dev.lodur.distributor;

import java.nio.charset.StandardCharsets;

/**
 * Finds the level in free text: the first word of the line, in any case, that names one and stands alone.
 *
 * <p>Alone means: in front the line's start, a blank, an opening bracket of any kind, a quote or {@code =}; behind it
 * the line's end, a blank, a bracket of any kind, a quote or one of {@code : , ! =}. So {@code ERROR: x} and {@code
 * [error]} count, {@code errors}, {@code misc:error} and {@code <err>} do not. One pass, allocates nothing.
 */
final class WordLevel {
    private static final boolean[] IN_FRONT = marks(" \t\n[({\"=");
    private static final boolean[] BEHIND = marks(" \t\n[](){}:,!\"=");

    private static final byte[] TRACE = ascii("trace");
    private static final byte[] DEBUG = ascii("debug");
    private static final byte[] FATAL = ascii("fatal");
    private static final byte[] CRITICAL = ascii("critical");
    private static final byte[] ERROR = ascii("error");
    private static final byte[] ERR = ascii("err");
    private static final byte[] WARNING = ascii("warning");
    private static final byte[] WARN = ascii("warn");
    private static final byte[] INFO = ascii("info");

    private WordLevel() {}

    static Level find(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end) {
            Level level = levelAt(bytes, at, end);
            if (level != Level.UNKNOWN) {
                return level;
            }
            while (at < end && !IN_FRONT[bytes[at] & 0xff]) {
                at++;
            }
            at++;
        }
        return Level.UNKNOWN;
    }

    private static Level levelAt(byte[] bytes, int at, int end) {
        return switch (bytes[at] | 0x20) {
            case 'e' -> isWord(bytes, at, end, ERROR) || isWord(bytes, at, end, ERR) ? Level.ERROR : Level.UNKNOWN;
            case 'i' -> isWord(bytes, at, end, INFO) ? Level.INFO : Level.UNKNOWN;
            case 'w' -> isWord(bytes, at, end, WARN) || isWord(bytes, at, end, WARNING) ? Level.WARN : Level.UNKNOWN;
            case 'd' -> isWord(bytes, at, end, DEBUG) ? Level.DEBUG : Level.UNKNOWN;
            case 't' -> isWord(bytes, at, end, TRACE) ? Level.TRACE : Level.UNKNOWN;
            case 'f' -> isWord(bytes, at, end, FATAL) ? Level.FATAL : Level.UNKNOWN;
            case 'c' -> isWord(bytes, at, end, CRITICAL) ? Level.CRITICAL : Level.UNKNOWN;
            default -> Level.UNKNOWN;
        };
    }

    private static boolean isWord(byte[] bytes, int at, int end, byte[] word) {
        int behind = at + word.length;
        return behind <= end
                && Level.equalsIgnoreCase(bytes, at, word)
                && (behind == end || BEHIND[bytes[behind] & 0xff]);
    }

    private static boolean[] marks(String characters) {
        boolean[] marks = new boolean[256];
        for (byte b : ascii(characters)) {
            marks[b] = true;
        }
        return marks;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
