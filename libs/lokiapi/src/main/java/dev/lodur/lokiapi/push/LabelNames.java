package dev.lodur.lokiapi.push;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.GoQuote;
import dev.lodur.model.LodurException;
import java.nio.charset.StandardCharsets;

/**
 * Makes names of structured metadata and OTLP attributes legal label names, as Loki does.
 *
 * <p>Each run of characters other than ASCII letters and digits becomes one {@code _}; names of the form {@code __x__}
 * keep their four underscores; a digit in front gets {@code key_}. The empty name, and one of which only underscores
 * are left, are {@link ErrorCode#INVALID_REQUEST}. Examples: {@code http.status} → {@code http_status}, {@code a..b} →
 * {@code a_b}, {@code 1st} → {@code key_1st}, {@code ÜNI} → {@code _NI}.
 */
public final class LabelNames {
    /** How many bytes {@link #normalize} may write more than the name has. */
    public static final int GROWTH_BYTES_MAX = 4;

    private LabelNames() {}

    /** Whether {@link #normalize} would change nothing: no need to copy. */
    public static boolean isNormal(byte[] bytes, int offset, int length) {
        if (length == 0 || (bytes[offset] >= '0' && bytes[offset] <= '9')) {
            return false;
        }
        boolean lettersSeen = false;
        for (int i = offset; i < offset + length; i++) {
            if (isLetterOrDigit(bytes[i])) {
                lettersSeen = true;
            } else if (bytes[i] != '_' || (i > offset && bytes[i - 1] == '_')) {
                return false;
            }
        }
        return lettersSeen;
    }

    /** Writes the legal form of a name and returns its end. */
    public static int normalize(byte[] bytes, int offset, int length, byte[] target, int targetOffset) {
        if (length == 0) {
            throw new LodurException(ErrorCode.INVALID_REQUEST, "label name is empty");
        }
        boolean reserved = isReserved(bytes, offset, length);
        int from = reserved ? offset + 2 : offset;
        int to = reserved ? offset + length - 2 : offset + length;
        int at = targetOffset;
        if (!reserved && bytes[offset] >= '0' && bytes[offset] <= '9') {
            target[at++] = 'k';
            target[at++] = 'e';
            target[at++] = 'y';
            target[at++] = '_';
        }
        if (reserved) {
            target[at++] = '_';
            target[at++] = '_';
        }
        boolean lettersSeen = false;
        boolean afterUnderscore = false;
        for (int i = from; i < to; i++) {
            if (isLetterOrDigit(bytes[i])) {
                target[at++] = bytes[i];
                lettersSeen = true;
                afterUnderscore = false;
            } else if (!afterUnderscore) {
                target[at++] = '_';
                afterUnderscore = true;
            }
        }
        if (reserved) {
            target[at++] = '_';
            target[at++] = '_';
        }
        if (!lettersSeen) {
            throw nothingLeft(bytes, offset, length, target, targetOffset, at);
        }
        return at;
    }

    private static boolean isReserved(byte[] bytes, int offset, int length) {
        int end = offset + length;
        return length >= 4
                && bytes[offset] == '_'
                && bytes[offset + 1] == '_'
                && bytes[end - 2] == '_'
                && bytes[end - 1] == '_';
    }

    private static boolean isLetterOrDigit(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
    }

    private static LodurException nothingLeft(
            byte[] bytes, int offset, int length, byte[] target, int targetOffset, int end) {
        String name = new String(bytes, offset, length, StandardCharsets.UTF_8);
        String left = new String(target, targetOffset, end - targetOffset, StandardCharsets.US_ASCII);
        return new LodurException(
                ErrorCode.INVALID_REQUEST,
                "normalization for label name " + GoQuote.quote(name) + " resulted in invalid name \"" + left + "\"");
    }
}
