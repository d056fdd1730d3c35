package dev.lodur.segment.filter;

import dev.lodur.model.Bytes;

/**
 * The bits of a split-block bloom filter, as Parquet has them: an entry has eight bits, all in one filter block of 32
 * bytes, one in each of its eight words.
 */
final class FilterBits {
    static final int BLOCK_BYTES = 32;

    private static final int BLOCK_LONGS = BLOCK_BYTES / Long.BYTES;
    private static final int SALT_0 = 0x47b6137b;
    private static final int SALT_1 = 0x44974d91;
    private static final int SALT_2 = 0x8824ad5b;
    private static final int SALT_3 = 0xa2b7289d;
    private static final int SALT_4 = 0x705495c7;
    private static final int SALT_5 = 0x2df1424b;
    private static final int SALT_6 = 0x9efc4947;
    private static final int SALT_7 = 0x5c6bfb31;

    private FilterBits() {}

    static int block(long hash, int blocks) {
        return (int) (((hash >>> 32) * blocks) >>> 32);
    }

    /** Sets the bits of an entry; whether one of them was not set before. */
    static boolean add(long[] filter, int blocks, long hash) {
        int at = block(hash, blocks) * BLOCK_LONGS;
        int low = (int) hash;
        long a = mask(low, SALT_0, SALT_1);
        long b = mask(low, SALT_2, SALT_3);
        long c = mask(low, SALT_4, SALT_5);
        long d = mask(low, SALT_6, SALT_7);
        long missing = (a & ~filter[at]) | (b & ~filter[at + 1]) | (c & ~filter[at + 2]) | (d & ~filter[at + 3]);
        if (missing == 0) {
            return false;
        }
        filter[at] |= a;
        filter[at + 1] |= b;
        filter[at + 2] |= c;
        filter[at + 3] |= d;
        return true;
    }

    /** One bit in each of two words. */
    private static long mask(int hash, int lowSalt, int highSalt) {
        return 1L << ((hash * lowSalt) >>> 27) | 1L << (Integer.SIZE + ((hash * highSalt) >>> 27));
    }

    /** Whether a filter block, as it is stored, has the bits of an entry. */
    static boolean mayHave(byte[] stored, int at, long hash) {
        int low = (int) hash;
        return has(stored, at, mask(low, SALT_0, SALT_1))
                && has(stored, at + 8, mask(low, SALT_2, SALT_3))
                && has(stored, at + 16, mask(low, SALT_4, SALT_5))
                && has(stored, at + 24, mask(low, SALT_6, SALT_7));
    }

    private static boolean has(byte[] stored, int at, long mask) {
        return (Bytes.getLong(stored, at) & mask) == mask;
    }

    /** Writes one block of a filter. */
    static void write(long[] filter, int block, byte[] target, int at) {
        for (int i = 0; i < BLOCK_LONGS; i++) {
            Bytes.putLong(target, at + i * Long.BYTES, filter[block * BLOCK_LONGS + i]);
        }
    }

    static long[] create(int blocks) {
        return new long[blocks * BLOCK_LONGS];
    }

    /** Adds all entries of another filter with as many blocks. */
    static void merge(long[] into, long[] from) {
        for (int i = 0; i < into.length; i++) {
            into[i] |= from[i];
        }
    }

    /** The same entries in half as many blocks. */
    static long[] halved(long[] filter) {
        long[] half = new long[filter.length / 2];
        for (int i = 0; i < filter.length; i++) {
            half[i / (2 * BLOCK_LONGS) * BLOCK_LONGS + i % BLOCK_LONGS] |= filter[i];
        }
        return half;
    }
}
