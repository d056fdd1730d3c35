package dev.lodur.engine.row;

import dev.lodur.model.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code key=value} pairs out of a line, one after the other.
 *
 * <p>A pair is {@code key}, {@code key=}, {@code key=value} or {@code key="value"}; anything up to a blank separates
 * pairs. A pair that is wrong is left out up to the next blank. Positions in errors count bytes from 1. Used by one thread
 * at a time.
 */
final class LogfmtScanner {
    private byte[] bytes = new byte[0];
    private int start;
    private int end;
    private int at;
    private int keyFrom;
    private int keyTo;
    private int valueFrom;
    private int valueTo;
    private boolean escaped;
    private @Nullable String failure;

    void begin(byte[] line, int from, int to) {
        bytes = line;
        start = from;
        at = from;
        end = to;
        failure = null;
    }

    boolean isAtEnd() {
        return at >= end;
    }

    int keyFrom() {
        return keyFrom;
    }

    int keyTo() {
        return keyTo;
    }

    int valueFrom() {
        return valueFrom;
    }

    int valueTo() {
        return valueTo;
    }

    /** Whether the value was in quotes and has escapes, so that it means something else than it says. */
    boolean isEscaped() {
        return escaped;
    }

    /** What was wrong with the last pair that was, or null. */
    @Nullable String failure() {
        return failure;
    }

    /** Reads the next pair; false where there is none or it is wrong. */
    boolean next() {
        escaped = false;
        while (at < end && isBlank(bytes[at])) {
            at++;
        }
        keyFrom = at;
        keyTo = at;
        valueFrom = at;
        valueTo = at;
        if (at == end) {
            return false;
        }
        while (at < end && bytes[at] != '=' && bytes[at] != '"' && !isBlank(bytes[at])) {
            at++;
        }
        keyTo = at;
        valueFrom = at;
        valueTo = at;
        if (at < end && (bytes[at] == '"' || keyTo == keyFrom)) {
            return unexpected(bytes[at]);
        }
        if (!isText(keyFrom, keyTo)) {
            return fail("invalid key");
        }
        if (at == end || bytes[at] != '=') {
            return true;
        }
        at++;
        return value();
    }

    private boolean value() {
        valueFrom = at;
        valueTo = at;
        if (at < end && bytes[at] == '"') {
            return quoted();
        }
        while (at < end && !isBlank(bytes[at])) {
            if (bytes[at] == '=' || bytes[at] == '"') {
                return unexpected(bytes[at]);
            }
            at++;
        }
        valueTo = at;
        return true;
    }

    private boolean quoted() {
        int open = at;
        at++;
        while (at < end && bytes[at] != '"') {
            if (bytes[at] == '\\') {
                escaped = true;
                at++;
            }
            at++;
        }
        if (at >= end) {
            at = end;
            return fail("unterminated quoted value");
        }
        valueFrom = open + 1;
        valueTo = at;
        at++;
        return true;
    }

    /** Says that the value at hand has an escape that means nothing. */
    void failQuoted() {
        fail("invalid quoted value");
    }

    private boolean unexpected(byte b) {
        fail("unexpected '" + (char) b + "'");
        while (at < end && !isBlank(bytes[at])) {
            at++;
        }
        return false;
    }

    private boolean fail(String what) {
        failure = "logfmt syntax error at pos " + (at - start + 1) + " : " + what;
        return false;
    }

    private boolean isText(int from, int to) {
        return Utf8.firstInvalid(bytes, from, to) == to;
    }

    private static boolean isBlank(byte b) {
        return b >= 0 && b <= ' ';
    }
}
