package dev.lodur.distributor;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The names of fields that may hold a level ({@code log_level_fields}), best first, prepared for looking keys up by
 * their bytes.
 */
final class LevelFields {
    private final byte[][] names;
    private final byte[][] lowerCase;
    private final long lengths;
    private final long firstLetters;

    LevelFields(List<String> fields) {
        names = new byte[fields.size()][];
        lowerCase = new byte[fields.size()][];
        long lengthBits = 0;
        long letterBits = 0;
        for (int i = 0; i < names.length; i++) {
            names[i] = fields.get(i).getBytes(StandardCharsets.UTF_8);
            lowerCase[i] = fields.get(i).toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            lengthBits |= 1L << Math.min(63, names[i].length);
            letterBits |= lowerCase[i].length == 0 ? 0 : 1L << (lowerCase[i][0] & 63);
        }
        lengths = lengthBits;
        firstLetters = letterBits;
    }

    int count() {
        return names.length;
    }

    byte[] name(int index) {
        return names[index];
    }

    /** Whether a key is one of the names, as it is written. */
    boolean contains(byte[] bytes, int offset, int length) {
        if (!mayBe(bytes, offset, length)) {
            return false;
        }
        for (byte[] name : names) {
            if (name.length == length && Arrays.equals(bytes, offset, offset + length, name, 0, length)) {
                return true;
            }
        }
        return false;
    }

    /** The place of a key among the names if ASCII case does not count, or {@link #count()} where it is none. */
    int indexIgnoreCase(byte[] bytes, int offset, int length) {
        if (mayBe(bytes, offset, length)) {
            for (int i = 0; i < names.length; i++) {
                if (lowerCase[i].length == length && Level.equalsIgnoreCase(bytes, offset, lowerCase[i])) {
                    return i;
                }
            }
        }
        return names.length;
    }

    private boolean mayBe(byte[] bytes, int offset, int length) {
        return length > 0
                && (lengths >>> Math.min(63, length) & 1) != 0
                && (firstLetters >>> (Level.lower(bytes[offset]) & 63) & 1) != 0;
    }
}
