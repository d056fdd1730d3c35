package dev.lodur.engine.row;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One value found in JSON text: its kind and where it stands. Used again for value after value, by one thread. */
final class JsonValue {
    enum Kind {
        STRING,
        /** A number, {@code true} or {@code false}. */
        PLAIN,
        NULL,
        OBJECT,
        ARRAY
    }

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL_WORD = "null".getBytes(StandardCharsets.US_ASCII);

    private Kind kind = Kind.NULL;
    private int from;
    private int to;
    private int end;

    Kind kind() {
        return kind;
    }

    /** The first byte of the value; of a string, of its inside. */
    int from() {
        return from;
    }

    /** Behind the last byte of the value; of a string, of its inside. */
    int to() {
        return to;
    }

    /** Where reading goes on. */
    int end() {
        return end;
    }

    /** Reads the value that begins at or behind a position; what is wrong with it, or null. */
    @Nullable String read(byte[] bytes, int position, int limit) {
        int at = JsonText.next(bytes, position, limit);
        if (at < 0) {
            return JsonErrors.SYNTAX;
        }
        return switch (bytes[at]) {
            case '"' -> string(bytes, at, limit);
            case '[' -> block(Kind.ARRAY, JsonText.blockEnd(bytes, at, limit, '[', ']'), at, JsonErrors.ARRAY);
            case '{' -> block(Kind.OBJECT, JsonText.blockEnd(bytes, at, limit, '{', '}'), at, JsonErrors.OBJECT);
            default -> word(bytes, at, limit);
        };
    }

    private @Nullable String string(byte[] bytes, int at, int limit) {
        int close = JsonText.stringEnd(bytes, at + 1, limit);
        if (close < 0) {
            return JsonErrors.STRING;
        }
        kind = Kind.STRING;
        from = at + 1;
        to = close - 1;
        end = close;
        return null;
    }

    private @Nullable String block(Kind blockKind, int close, int at, String failure) {
        if (close < 0) {
            return failure;
        }
        kind = blockKind;
        from = at;
        to = close;
        end = close;
        return null;
    }

    private @Nullable String word(byte[] bytes, int at, int limit) {
        from = at;
        to = JsonText.tokenEnd(bytes, at, limit);
        end = to;
        byte first = bytes[at];
        if (first == '-' || (first >= '0' && first <= '9')) {
            kind = Kind.PLAIN;
        } else if (JsonText.is(bytes, from, to, TRUE) || JsonText.is(bytes, from, to, FALSE)) {
            kind = Kind.PLAIN;
        } else if (JsonText.is(bytes, from, to, NULL_WORD)) {
            kind = Kind.NULL;
        } else {
            return JsonErrors.UNKNOWN_VALUE;
        }
        return null;
    }
}
