package dev.lodur.distributor;

import org.jspecify.annotations.Nullable;

/**
 * Finds the level in a line of {@code key=value} pairs: of all keys that are level fields, in any case, the one that
 * the list of fields names first.
 *
 * <p>Keys end at {@code =} or a blank, values at a blank, or at the closing quote. Where the line stops being logfmt the
 * search ends with what was met. Allocates nothing.
 */
final class LogfmtLevel {
    private LogfmtLevel() {}

    /** The level, or null where there is no such key or its value is no level's name. */
    static @Nullable Level find(byte[] bytes, int start, int end, LevelFields fields) {
        int best = fields.count();
        Level level = null;
        int at = start;
        while (true) {
            while (at < end && isBlank(bytes[at])) {
                at++;
            }
            int keyAt = at;
            while (at < end && !isBlank(bytes[at]) && bytes[at] != '=' && bytes[at] != '"') {
                at++;
            }
            int keyEnd = at;
            if (keyEnd == keyAt || (at < end && bytes[at] == '"')) {
                return level;
            }
            int valueAt = keyEnd;
            int valueEnd = keyEnd;
            if (at < end && bytes[at] == '=') {
                at++;
                boolean quoted = at < end && bytes[at] == '"';
                valueAt = quoted ? at + 1 : at;
                at = quoted ? quotedEnd(bytes, valueAt, end) : bareEnd(bytes, at, end);
                if (at < 0) {
                    return level;
                }
                valueEnd = quoted ? at - 1 : at;
            }
            int index = fields.indexIgnoreCase(bytes, keyAt, keyEnd - keyAt);
            if (index < best) {
                best = index;
                level = Level.ofValue(bytes, valueAt, valueEnd - valueAt);
                if (index == 0) {
                    return level;
                }
            }
        }
    }

    /** Behind the closing quote, or -1 where there is none. */
    private static int quotedEnd(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] == '"') {
                return i + 1;
            }
            if (bytes[i] == '\\') {
                i++;
            }
        }
        return -1;
    }

    /** The end of a value without quotes, or -1 where it holds what it may not. */
    private static int bareEnd(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && !isBlank(bytes[at])) {
            if (bytes[at] == '=' || bytes[at] == '"') {
                return -1;
            }
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte b) {
        return b >= 0 && b <= ' ';
    }
}
