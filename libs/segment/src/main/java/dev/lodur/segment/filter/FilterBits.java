package dev.lodur.segment.filter;

import dev.lodur.model.Bytes;

/**
 * The bits of a split-block bloom filter, as Parquet has them: an entry has eight bits, all in one filter block of 32
 * bytes, one in each of its eight words.
 */
final class FilterBits {
    static final int BLOCK_BYTES = 32;

    private static final int BLOCK_LONGS = BLOCK_BYTES / Long.BYTES;
    private static final int[] SALTS = {
        0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31
    };

    private FilterBits() {}

    static int block(long hash, int blocks) {
        return (int) (((hash >>> 32) * blocks) >>> 32);
    }

    /** Sets the bits of an entry; whether one of them was not set before. */
    static boolean add(long[] filter, int blocks, long hash) {
        int at = block(hash, blocks) * BLOCK_LONGS;
        long missing = 0;
        for (int i = 0; i < BLOCK_LONGS; i++) {
            long mask = mask((int) hash, i);
            missing |= mask & ~filter[at + i];
            filter[at + i] |= mask;
        }
        return missing != 0;
    }

    private static long mask(int hash, int word) {
        int low = (hash * SALTS[2 * word]) >>> 27;
        int high = (hash * SALTS[2 * word + 1]) >>> 27;
        return 1L << low | 1L << (Integer.SIZE + high);
    }

    /** Whether a filter block, as it is stored, has the bits of an entry. */
    static boolean mayHave(byte[] stored, int at, long hash) {
        for (int i = 0; i < BLOCK_LONGS; i++) {
            long mask = mask((int) hash, i);
            if ((Bytes.getLong(stored, at + i * Long.BYTES) & mask) != mask) {
                return false;
            }
        }
        return true;
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
