package dev.lodur.model;

/**
 * UTF-8 checked and repaired in place of Strings.
 *
 * <p>What is not UTF-8 is replaced byte by byte, as Go does when it ranges over a text: a sequence cut after two bytes
 * becomes two replacements.
 */
public final class Utf8 {
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** The first position of a byte of 0x80 or more, or {@code end}; eight bytes a step. */
    public static int firstNonAscii(byte[] bytes, int start, int end) {
        int i = start;
        for (; i + 8 <= end; i += 8) {
            long high = Bytes.getLong(bytes, i) & HIGH_BITS;
            if (high != 0) {
                return i + (Long.numberOfTrailingZeros(high) >>> 3);
            }
        }
        while (i < end && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    /** The first position that is not part of a UTF-8 sequence, or {@code end}. */
    public static int firstInvalid(byte[] bytes, int start, int end) {
        int i = firstNonAscii(bytes, start, end);
        while (i < end) {
            int length = sequenceLength(bytes, i, end);
            if (length == 0) {
                return i;
            }
            i += length;
            if (i < end && bytes[i] >= 0) {
                i = firstNonAscii(bytes, i, end);
            }
        }
        return end;
    }

    /**
     * Copies a range with each invalid byte replaced by U+FFFD; {@code target} needs three bytes for each of the
     * range's. Returns the end of what was written.
     */
    public static int repair(byte[] bytes, int start, int end, byte[] target, int targetOffset) {
        int at = targetOffset;
        for (int i = start; i < end; ) {
            int length = sequenceLength(bytes, i, end);
            if (length == 0) {
                at = encode(0xfffd, target, at);
                i++;
            } else {
                for (int k = 0; k < length; k++) {
                    target[at++] = bytes[i++];
                }
            }
        }
        return at;
    }

    /** The length of the sequence that begins here, 0 where none does (overlong, surrogate, cut or stray). */
    public static int sequenceLength(byte[] bytes, int at, int end) {
        int first = bytes[at];
        if (first >= 0) {
            return 1;
        }
        first &= 0xff;
        if (first >= 0xc2 && first <= 0xdf) {
            return continues(bytes, at + 1, end, 1) ? 2 : 0;
        }
        if (first >= 0xe0 && first <= 0xef) {
            return continues(bytes, at + 1, end, 2) && isThreeByteCharacter(first, bytes[at + 1] & 0xff) ? 3 : 0;
        }
        if (first >= 0xf0 && first <= 0xf4) {
            return continues(bytes, at + 1, end, 3) && isFourByteCharacter(first, bytes[at + 1] & 0xff) ? 4 : 0;
        }
        return 0;
    }

    private static boolean isThreeByteCharacter(int first, int second) {
        return (first != 0xe0 || second >= 0xa0) && (first != 0xed || second <= 0x9f);
    }

    private static boolean isFourByteCharacter(int first, int second) {
        return (first != 0xf0 || second >= 0x90) && (first != 0xf4 || second <= 0x8f);
    }

    private static boolean continues(byte[] bytes, int at, int end, int count) {
        if (at + count > end) {
            return false;
        }
        for (int i = at; i < at + count; i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Writes a code point, which must be a Unicode scalar value, and returns the end. */
    public static int encode(int codePoint, byte[] target, int offset) {
        int at = offset;
        if (codePoint < 0x80) {
            target[at++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            target[at++] = (byte) (0xc0 | (codePoint >>> 6));
            target[at++] = (byte) (0x80 | (codePoint & 0x3f));
        } else if (codePoint < 0x10000) {
            target[at++] = (byte) (0xe0 | (codePoint >>> 12));
            target[at++] = (byte) (0x80 | ((codePoint >>> 6) & 0x3f));
            target[at++] = (byte) (0x80 | (codePoint & 0x3f));
        } else {
            target[at++] = (byte) (0xf0 | (codePoint >>> 18));
            target[at++] = (byte) (0x80 | ((codePoint >>> 12) & 0x3f));
            target[at++] = (byte) (0x80 | ((codePoint >>> 6) & 0x3f));
            target[at++] = (byte) (0x80 | (codePoint & 0x3f));
        }
        return at;
    }
}
