package dev.lodur.segment.filter;

/**
 * The hashes under which a filter keeps its entries, and the classes of bytes that decide what an entry is. {@link
 * LineEntries} has the rules.
 */
final class Entries {
    /** Part of a token: ASCII letter, digit, underscore, or part of a character beyond ASCII. */
    static final byte TOKEN = 1;

    static final byte HEX = 2;
    static final byte DIGIT = 4;

    /** Part of a character beyond ASCII. */
    static final byte WIDE = 8;

    static final int LOWER_BIT = 0x20;
    static final long LOWER_BITS = 0x2020202020202020L;

    /** What a token's beginning and end are: so many bytes. */
    static final int WORD_BYTES = 8;

    static final int TOKEN_BYTES_MIN = 3;
    static final int DECIMAL_BYTES_MIN = 5;
    static final int HEX_RUN_MIN = 12;
    static final int UUID_BYTES = 36;
    static final int UUID_FIRST_DASH = 8;

    private static final byte[] CLASSES = classes();
    private static final int HEX_LENGTH_MAX = 63;
    private static final int UUID_GROUP = 5;
    private static final long PRIME = 0x100000001b3L;
    private static final long HEX_DOMAIN = 0x9e3779b97f4a7c15L;
    private static final long HEX_PART_DOMAIN = 0x27d4eb2f165667c5L;
    private static final long UUID_DOMAIN = 0xc2b2ae3d27d4eb4fL;
    private static final long METADATA_DOMAIN = 0x165667b19e3779f9L;

    private Entries() {}

    private static byte[] classes() {
        byte[] classes = new byte[256];
        for (int b = 0; b < classes.length; b++) {
            boolean digit = b >= '0' && b <= '9';
            int lower = b | 0x20;
            boolean letter = b < 0x80 && lower >= 'a' && lower <= 'z';
            if (digit || letter || b == '_' || b >= 0x80) {
                classes[b] = TOKEN;
            }
            if (digit || (letter && lower <= 'f')) {
                classes[b] |= HEX;
            }
            if (digit) {
                classes[b] |= DIGIT;
            }
            if (b >= 0x80) {
                classes[b] |= WIDE;
            }
        }
        return classes;
    }

    static int classOf(byte b) {
        return CLASSES[b & 0xff];
    }

    /** The byte as tokens have it: of ASCII with bit 5 set, so that letters are lower case. */
    static int lower(byte b) {
        return b < 0 ? b & 0xff : b | LOWER_BIT;
    }

    /** The hash of up to eight bytes, the last one lowest. */
    static long word(long word) {
        return mix(word);
    }

    static long hexRun(byte[] bytes, int from, int length) {
        long hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = (hash ^ lower(bytes[i])) * PRIME;
        }
        return mix(hash ^ HEX_DOMAIN);
    }

    /** The entry of a part: its hash once more, since the smallest ones of many would crowd in a few filter blocks. */
    static long hexEntry(long hexPart) {
        return mix(hexPart);
    }

    /** The order of parts of a long hex run, of up to eight digits each. */
    static long hexPart(byte[] bytes, int from, int digits) {
        long part = 0;
        for (int i = from; i < from + digits; i++) {
            part = part << Byte.SIZE | lower(bytes[i]);
        }
        return mix(part ^ HEX_PART_DOMAIN);
    }

    /** Which bit stands for the length of a hex run. */
    static int hexLengthBit(int length) {
        return Math.min(length, HEX_LENGTH_MAX);
    }

    static boolean isUuid(byte[] bytes, int at) {
        for (int i = 0; i < UUID_BYTES; i++) {
            boolean dash = i >= UUID_FIRST_DASH && i <= 23 && (i - UUID_FIRST_DASH) % UUID_GROUP == 0;
            byte b = bytes[at + i];
            if (dash ? b != '-' : (classOf(b) & HEX) == 0) {
                return false;
            }
        }
        return true;
    }

    static long uuid(byte[] bytes, int at) {
        long hash = 0;
        for (int i = 0; i < UUID_BYTES; i++) {
            hash = (hash ^ lower(bytes[at + i])) * PRIME;
        }
        return mix(hash ^ UUID_DOMAIN);
    }

    static long metadata(byte[] key, int keyAt, int keyLength, byte[] value, int valueAt, int valueLength) {
        long hash = 0;
        for (int i = 0; i < keyLength; i++) {
            hash = (hash ^ (key[keyAt + i] & 0xff)) * PRIME;
        }
        hash *= PRIME;
        for (int i = 0; i < valueLength; i++) {
            hash = (hash ^ (value[valueAt + i] & 0xff)) * PRIME;
        }
        return mix(hash ^ METADATA_DOMAIN);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
