package dev.lodur.segment.filter;

import dev.lodur.model.Bytes;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.segment.parquet.ByteSink;

/**
 * The fingerprints of those entries of a granule that are in one row: sorted, each once, as the Rice codes of the gaps
 * between them (a Golomb-coded set).
 *
 * <p>A chunk begins with the number of fingerprints in one byte, or 255 and the number in four; then for the first
 * fingerprint, and for each further one less that before it and 1, the bits above the lowest {@value #RICE_BITS} as so many ones
 * and a zero, and the lowest {@value #RICE_BITS}. The first bit of a byte is its lowest; what is left of the last byte is zero.
 *
 * <p>Source: Golomb, "Run-length encodings", 1966; Putze, Sanders, Singler, "Cache-, Hash- and Space-Efficient Bloom
 * Filters", 2007.
 */
final class FilterChunk {
    /** Fingerprints are drawn from so many times their number: one entry in so many seems to be there that is not. */
    static final int RANGE_PER_ENTRY = 180;

    private static final int RICE_BITS = 7;
    private static final int RICE_MASK = (1 << RICE_BITS) - 1;
    private static final int COUNT_FOLLOWS = 255;
    private static final int NONE = -1;

    private FilterChunk() {}

    static void encode(int[] sorted, int from, int to, ByteSink out) {
        int count = to - from;
        if (count < COUNT_FOLLOWS) {
            out.write(count);
        } else {
            out.write(COUNT_FOLLOWS);
            out.putInt(count);
        }
        Writer writer = new Writer(out);
        int before = NONE;
        for (int i = from; i < to; i++) {
            writer.put(sorted[i] - before - 1);
            before = sorted[i];
        }
        writer.end();
    }

    /** Writes codes from the lowest bit of a byte on. */
    private static final class Writer {
        private final ByteSink out;
        private long bits;
        private int filled;

        Writer(ByteSink out) {
            this.out = out;
        }

        void put(int gap) {
            for (int ones = gap >>> RICE_BITS; ones > 0; ones--) {
                put(1, 1);
            }
            put((gap & RICE_MASK) << 1, RICE_BITS + 1);
        }

        private void put(int value, int count) {
            bits |= (long) value << filled;
            filled += count;
            while (filled >= Byte.SIZE) {
                out.write((int) bits & 0xff);
                bits >>>= Byte.SIZE;
                filled -= Byte.SIZE;
            }
        }

        void end() {
            if (filled > 0) {
                out.write((int) bits & 0xff);
            }
        }
    }

    /** Reads a chunk from its first byte on. */
    static final class Reader {
        private final byte[] bytes;
        private final int limit;
        private int at;
        private int bit;
        private int left;
        private int value = NONE;

        /** @throws LodurException with CORRUPT where no chunk begins there that ends before the limit */
        Reader(byte[] bytes, int from, int limit) {
            this.bytes = bytes;
            this.limit = limit;
            this.at = from;
            need(1);
            left = bytes[at++] & 0xff;
            if (left == COUNT_FOLLOWS) {
                need(Integer.BYTES);
                left = Bytes.getInt(bytes, at);
                at += Integer.BYTES;
            }
            if (left < 0) {
                throw corrupt();
            }
        }

        /** The next fingerprint; -1 behind the last. */
        int next() {
            if (left == 0) {
                return NONE;
            }
            left--;
            int gap = 0;
            while (bit() != 0) {
                gap += 1 << RICE_BITS;
            }
            for (int i = 0; i < RICE_BITS; i++) {
                gap |= bit() << i;
            }
            value += gap + 1;
            return value;
        }

        private int bit() {
            need(1);
            int found = bytes[at] >>> bit & 1;
            bit++;
            if (bit == Byte.SIZE) {
                bit = 0;
                at++;
            }
            return found;
        }

        /** Where the chunk ends, which is read to its end. */
        int end() {
            while (left > 0) {
                next();
            }
            return bit == 0 ? at : at + 1;
        }

        private void need(int count) {
            if (count > limit - at) {
                throw corrupt();
            }
        }

        private static LodurException corrupt() {
            return new LodurException(ErrorCode.CORRUPT, "a row of the filter ends within a chunk");
        }
    }

    static boolean has(byte[] bytes, int from, int limit, int fingerprint) {
        Reader reader = new Reader(bytes, from, limit);
        int next = reader.next();
        while (next != NONE && next < fingerprint) {
            next = reader.next();
        }
        return next == fingerprint;
    }
}
