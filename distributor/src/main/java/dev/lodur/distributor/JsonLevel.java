package dev.lodur.distributor;

import dev.lodur.model.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Finds the level in a line that is a JSON object: the first key, in the order of the line, that is a level field and
 * has a string as value. Objects in objects are searched down to a depth.
 *
 * <p>Not a checking parser: it walks as far as the line makes sense and answers with what it has met. Allocates
 * nothing; reused, not thread-safe.
 */
final class JsonLevel {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    /** How deep "without limit" goes; each level is a frame of the stack. */
    private static final int DEPTH_MAX = 100;

    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private int depthMax;
    private @Nullable Level found;

    /** Whether the first character that is no blank is an opening brace and the last a closing one. */
    static boolean isObject(byte[] bytes, int start, int end) {
        int first = start;
        while (first < end && isBlank(bytes[first])) {
            first++;
        }
        if (first == end || bytes[first] != '{') {
            return false;
        }
        int last = end - 1;
        while (isBlank(bytes[last])) {
            last--;
        }
        return bytes[last] == '}';
    }

    /** The level, or null where there is no such key or its value is no level's name. */
    @Nullable Level find(byte[] line, int start, int lineEnd, LevelFields fields, int maxDepth) {
        bytes = line;
        at = start;
        end = lineEnd;
        depthMax = maxDepth <= 0 ? DEPTH_MAX : Math.min(maxDepth, DEPTH_MAX);
        found = null;
        skipBlanks();
        at++;
        object(fields, 1);
        return found;
    }

    /** Walks the object whose brace was taken; false where the search is over. */
    private boolean object(LevelFields fields, int depth) {
        while (true) {
            skipBlanks();
            if (at < end && bytes[at] == '}') {
                at++;
                return true;
            }
            if (at >= end || bytes[at] != '"') {
                return false;
            }
            int keyAt = ++at;
            int keyEnd = stringEnd();
            skipBlanks();
            if (at >= end || bytes[at++] != ':') {
                return false;
            }
            skipBlanks();
            if (!value(fields, depth, keyAt, keyEnd)) {
                return false;
            }
            skipBlanks();
            if (at < end && bytes[at] == ',') {
                at++;
            }
        }
    }

    private boolean value(LevelFields fields, int depth, int keyAt, int keyEnd) {
        if (at >= end) {
            return false;
        }
        switch (bytes[at]) {
            case '"' -> {
                int valueAt = ++at;
                int valueEnd = stringEnd();
                if (at <= end && fields.contains(bytes, keyAt, keyEnd - keyAt)) {
                    found = Level.ofValue(bytes, valueAt, valueEnd - valueAt);
                    return false;
                }
            }
            case '{' -> {
                if (depth < depthMax) {
                    at++;
                    return object(fields, depth + 1);
                }
                skipContainer();
            }
            case '[' -> skipContainer();
            default -> {
                while (at < end && bytes[at] != ',' && bytes[at] != '}') {
                    at++;
                }
            }
        }
        return true;
    }

    /** Steps behind the closing quote of the string that begins here and returns the quote's position. */
    private int stringEnd() {
        while (true) {
            while (at + 8 <= end) {
                long word = Bytes.getLong(bytes, at);
                long special = zeroBytes(word ^ ONES * '"') | zeroBytes(word ^ ONES * '\\');
                if (special != 0) {
                    at += Long.numberOfTrailingZeros(special) >>> 3;
                    break;
                }
                at += 8;
            }
            while (at < end && bytes[at] != '"' && bytes[at] != '\\') {
                at++;
            }
            if (at >= end) {
                at = end + 1;
                return end;
            }
            if (bytes[at] == '"') {
                return at++;
            }
            at += 2;
        }
    }

    private static long zeroBytes(long word) {
        return (word - ONES) & ~word & HIGHS;
    }

    /** Steps behind the object or list that begins here. */
    private void skipContainer() {
        int open = 0;
        while (at < end) {
            switch (bytes[at++]) {
                case '"' -> stringEnd();
                case '{', '[' -> open++;
                case '}', ']' -> {
                    if (--open == 0) {
                        return;
                    }
                }
                default -> {}
            }
        }
    }

    private void skipBlanks() {
        while (at < end && isBlank(bytes[at])) {
            at++;
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }
}
