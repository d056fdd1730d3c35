package dev.lodur.engine.row;

import org.jspecify.annotations.Nullable;

/**
 * Walks over the properties of an object, handing each to a visitor as soon as it is read. Lenient as {@link JsonText}
 * says. Used by one thread at a time; visitors may walk over nested objects with the same reader.
 */
final class JsonObjectReader {
    /** Takes the properties of an object. */
    interface Visitor {
        /** Takes one; false ends the walk. The value's positions are only good until the visitor reads on. */
        boolean property(Row row, byte[] bytes, byte[] keyBytes, int keyFrom, int keyTo, JsonValue value);
    }

    private final JsonValue value = new JsonValue();
    private byte[] unescapedKey = new byte[64];
    private @Nullable String failure;

    /** What was wrong in the last walk that ended early, or null where a visitor ended it. */
    @Nullable String failure() {
        return failure;
    }

    /**
     * Walks over the object in a range; false where it ends early, by a failure or by the visitor.
     *
     * @param row handed to the visitor, so that one visitor serves row after row
     */
    boolean walk(Row row, byte[] bytes, int from, int to, Visitor visitor) {
        failure = null;
        int at = JsonText.next(bytes, from, to);
        if (at < 0 || bytes[at] != '{') {
            return fail(JsonErrors.OBJECT);
        }
        at = JsonText.next(bytes, at + 1, to);
        if (at < 0) {
            return fail(JsonErrors.SYNTAX);
        }
        while (bytes[at] != '}') {
            at = property(row, bytes, at, to, visitor);
            if (at < 0) {
                return false;
            }
            at = JsonText.next(bytes, at, to);
            if (at < 0) {
                return fail(JsonErrors.ARRAY);
            }
            if (bytes[at] == '}') {
                return true;
            }
            if (bytes[at] != ',') {
                return fail(JsonErrors.OBJECT);
            }
            at = JsonText.next(bytes, at + 1, to);
            if (at < 0) {
                return fail(JsonErrors.ARRAY);
            }
        }
        return true;
    }

    /** Reads one property and returns where its value ends, or -1. */
    private int property(Row row, byte[] bytes, int from, int to, Visitor visitor) {
        if (bytes[from] != '"') {
            return stop(JsonErrors.OBJECT);
        }
        int keyEnd = JsonText.stringEnd(bytes, from + 1, to);
        if (keyEnd < 0) {
            return stop(JsonErrors.SYNTAX);
        }
        byte[] key = bytes;
        int keyFrom = from + 1;
        int keyTo = keyEnd - 1;
        if (JsonText.hasBackslash(bytes, keyFrom, keyTo)) {
            keyTo = unescapeKey(bytes, keyFrom, keyTo);
            if (keyTo < 0) {
                return stop(JsonErrors.ESCAPE);
            }
            key = unescapedKey;
            keyFrom = 0;
        }
        int colon = JsonText.next(bytes, keyEnd, to);
        if (colon < 0 || bytes[colon] != ':') {
            return stop(JsonErrors.SYNTAX);
        }
        String wrong = value.read(bytes, colon + 1, to);
        if (wrong != null) {
            return stop(wrong);
        }
        int end = value.end();
        return visitor.property(row, bytes, key, keyFrom, keyTo, value) ? end : -1;
    }

    private int unescapeKey(byte[] bytes, int from, int to) {
        if (unescapedKey.length < to - from) {
            unescapedKey = new byte[2 * (to - from)];
        }
        return JsonText.unescape(bytes, from, to, unescapedKey, 0);
    }

    private boolean fail(String what) {
        failure = what;
        return false;
    }

    private int stop(String what) {
        failure = what;
        return -1;
    }
}
