package dev.lodur.engine.row;

import dev.lodur.model.Utf8;
import java.util.Arrays;

/**
 * Finds its way in JSON text without building anything: where strings, arrays and objects end, and what strings mean.
 *
 * <p>Lenient as the scanner that Loki uses: it looks only at what it must to find the next value, so that text behind the
 * last label that is wanted may be anything. Positions that are not there are -1.
 */
final class JsonText {
    private JsonText() {}

    /** The next byte that is no blank, or -1. */
    static int next(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            byte b = bytes[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return at;
            }
        }
        return -1;
    }

    /** Behind the quote that closes a string whose first character is at {@code from}, or -1. */
    static int stringEnd(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == '"' && !isEscaped(bytes, from, at)) {
                return at + 1;
            }
        }
        return -1;
    }

    private static boolean isEscaped(byte[] bytes, int from, int at) {
        int slash = at - 1;
        while (slash >= from && bytes[slash] == '\\') {
            slash--;
        }
        return (at - 1 - slash) % 2 != 0;
    }

    /** Behind the bracket that closes the array or object that opens at {@code from}, or -1. */
    static int blockEnd(byte[] bytes, int from, int to, char open, char close) {
        int level = 0;
        for (int at = from; at < to; at++) {
            byte b = bytes[at];
            if (b == '"') {
                int end = stringEnd(bytes, at + 1, to);
                if (end < 0) {
                    return -1;
                }
                at = end - 1;
            } else if (b == open) {
                level++;
            } else if (b == close && --level == 0) {
                return at + 1;
            }
        }
        return -1;
    }

    /** Behind a number or a word. */
    static int tokenEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && !isTokenEnd(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isTokenEnd(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == ',' || b == '}' || b == ']';
    }

    static boolean hasBackslash(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == '\\') {
                return true;
            }
        }
        return false;
    }

    /**
     * Writes what the inside of a string means; what is written is never longer than the text. Returns the end of what was
     * written, or -1 where an escape is wrong.
     */
    static int unescape(byte[] bytes, int from, int to, byte[] target, int targetOffset) {
        int out = targetOffset;
        int at = from;
        while (at < to) {
            byte b = bytes[at];
            if (b != '\\') {
                target[out++] = b;
                at++;
                continue;
            }
            if (at + 1 >= to) {
                return -1;
            }
            byte kind = bytes[at + 1];
            if (kind == 'u') {
                int first = hexadecimal(bytes, at + 2, to);
                at += 6;
                if (first >= 0xd800 && first <= 0xdfff) {
                    boolean escaped = at + 1 < to && bytes[at] == '\\' && bytes[at + 1] == 'u';
                    int second = escaped ? hexadecimal(bytes, at + 2, to) : -1;
                    if (first > 0xdbff || second < 0xdc00 || second > 0xdfff) {
                        return -1;
                    }
                    first = Character.toCodePoint((char) first, (char) second);
                    at += 6;
                }
                if (first < 0) {
                    return -1;
                }
                out = Utf8.encode(first, target, out);
            } else {
                int meaning = meaning(kind);
                if (meaning < 0) {
                    return -1;
                }
                target[out++] = (byte) meaning;
                at += 2;
            }
        }
        return out;
    }

    private static int meaning(byte kind) {
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> -1;
        };
    }

    private static int hexadecimal(byte[] bytes, int from, int to) {
        if (from + 4 > to) {
            return -1;
        }
        int value = 0;
        for (int at = from; at < from + 4; at++) {
            int digit = bytes[at] < 0 ? -1 : Character.digit(bytes[at], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** Whether a range says a word. */
    static boolean is(byte[] bytes, int from, int to, byte[] word) {
        return Arrays.equals(bytes, from, to, word, 0, word.length);
    }
}
