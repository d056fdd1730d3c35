package dev.lodur.model;

/** MurmurHash3 x64 128 by Austin Appleby (public domain), over a range of bytes; little endian, without allocation. */
final class Murmur3 {
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;

    private Murmur3() {}

    /** Writes the two halves of the hash, the high one first. */
    static void hash128(byte[] bytes, int offset, int length, long seed, long[] halves) {
        long h1 = seed;
        long h2 = seed;
        int blocksEnd = offset + (length & ~15);
        for (int i = offset; i < blocksEnd; i += 16) {
            h1 ^= mixFirst(Bytes.getLong(bytes, i));
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= mixSecond(Bytes.getLong(bytes, i + 8));
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        }
        int tail = length & 15;
        h2 ^= mixSecond(tailWord(bytes, blocksEnd + 8, tail - 8));
        h1 ^= mixFirst(tailWord(bytes, blocksEnd, Math.min(tail, 8)));
        h1 ^= length;
        h2 ^= length;
        h1 += h2;
        h2 += h1;
        h1 = finish(h1);
        h2 = finish(h2);
        h1 += h2;
        h2 += h1;
        halves[0] = h1;
        halves[1] = h2;
    }

    /** The given number of bytes as the low end of a word; 0 where the number is not positive. */
    private static long tailWord(byte[] bytes, int offset, int length) {
        long word = 0;
        for (int i = length - 1; i >= 0; i--) {
            word = word << 8 | (bytes[offset + i] & 0xffL);
        }
        return word;
    }

    private static long mixFirst(long k) {
        return Long.rotateLeft(k * C1, 31) * C2;
    }

    private static long mixSecond(long k) {
        return Long.rotateLeft(k * C2, 33) * C1;
    }

    private static long finish(long h) {
        h ^= h >>> 33;
        h *= 0xff51afd7ed558ccdL;
        h ^= h >>> 33;
        h *= 0xc4ceb9fe1a85ec53L;
        return h ^ h >>> 33;
    }
}
