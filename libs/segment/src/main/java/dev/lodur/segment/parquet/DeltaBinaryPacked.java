package dev.lodur.segment.parquet;

import dev.lodur.model.Bytes;
import dev.lodur.model.LodurException;

/**
 * Parquet's DELTA_BINARY_PACKED with blocks of 128 deltas in 4 miniblocks, for INT64 and, with values that fit, INT32.
 *
 * <p>Source: Parquet's {@code Encodings.md}. Differences wrap, so any two longs may follow each other. The decoder
 * reads whole words: the array must have {@link #SLACK_BYTES} behind the end given.
 */
public final class DeltaBinaryPacked {
    /** Bytes that the decoder may touch behind the end of its input. */
    public static final int SLACK_BYTES = 16;

    private static final int BLOCK_VALUES = 128;
    private static final int MINIBLOCKS = 4;
    private static final int MINIBLOCK_VALUES = BLOCK_VALUES / MINIBLOCKS;

    private DeltaBinaryPacked() {}

    public static void encode(long[] values, int count, ByteSink out) {
        out.putVarint(BLOCK_VALUES);
        out.putVarint(MINIBLOCKS);
        out.putVarint(count);
        out.putZigZag(count == 0 ? 0 : values[0]);
        long[] deltas = new long[BLOCK_VALUES];
        for (int i = 1; i < count; i += BLOCK_VALUES) {
            encodeBlock(values, i, Math.min(BLOCK_VALUES, count - i), deltas, out);
        }
    }

    private static void encodeBlock(long[] values, int from, int count, long[] deltas, ByteSink out) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int j = 0; j < count; j++) {
            deltas[j] = values[from + j] - values[from + j - 1];
            min = Math.min(min, deltas[j]);
            max = Math.max(max, deltas[j]);
        }
        long base = base(min, max);
        for (int j = 0; j < BLOCK_VALUES; j++) {
            deltas[j] = j < count ? deltas[j] - base : 0;
        }
        out.putZigZag(base);
        out.reserve(MINIBLOCKS + BLOCK_VALUES * 8);
        byte[] bytes = out.array();
        int widthsAt = out.size();
        int at = widthsAt + MINIBLOCKS;
        for (int mini = 0; mini < MINIBLOCKS; mini++) {
            int start = mini * MINIBLOCK_VALUES;
            int width = width(deltas, start);
            bytes[widthsAt + mini] = (byte) width;
            if (start < count) {
                at = pack(deltas, start, width, bytes, at);
            }
        }
        out.added(at - widthsAt);
    }

    /**
     * What is taken off each delta. Any value up to the smallest delta will do; the same one in many blocks makes the same
     * deltas the same bytes, which compress better.
     */
    private static long base(long min, long max) {
        if (min == max || max - min < 0) {
            return min;
        }
        int width = wholeBytes(64 - Long.numberOfLeadingZeros(max - min));
        if (min >= 0 && fits(max, width)) {
            return 0;
        }
        long half = width == 64 ? Long.MIN_VALUE : -(1L << (width - 1));
        return min >= half && fits(max - half, width) ? half : min;
    }

    private static boolean fits(long value, int width) {
        return width == 64 || value >>> width == 0;
    }

    private static int width(long[] deltas, int start) {
        long bits = 0;
        for (int j = 0; j < MINIBLOCK_VALUES; j++) {
            bits |= deltas[start + j];
        }
        return wholeBytes(64 - Long.numberOfLeadingZeros(bits));
    }

    /** Whole bytes compress better than bits that straddle them, by more than they are longer. */
    private static int wholeBytes(int bits) {
        return (bits + 7) / 8 * 8;
    }

    /** Packs 32 values, lowest bits first; 32 values of any width fill whole ints. */
    private static int pack(long[] deltas, int start, int width, byte[] bytes, int at) {
        if (width == 0) {
            return at;
        }
        long word = 0;
        int bits = 0;
        for (int j = 0; j < MINIBLOCK_VALUES; j++) {
            long value = deltas[start + j];
            word |= value << bits;
            bits += width;
            if (bits >= 64) {
                Bytes.putLong(bytes, at, word);
                at += 8;
                bits -= 64;
                word = bits == 0 ? 0 : value >>> (width - bits);
            }
        }
        if (bits > 0) {
            Bytes.putInt(bytes, at, (int) word);
            at += 4;
        }
        return at;
    }

    /**
     * Decodes exactly {@code count} values into {@code values}.
     *
     * @return the position behind the encoded values
     * @throws LodurException with CORRUPT where the bytes up to {@code end} are not such an encoding
     */
    public static int decode(byte[] bytes, int offset, int end, long[] values, int count) {
        ByteSource in = new ByteSource(bytes, offset, end);
        boolean ours = in.getVarint() == BLOCK_VALUES && in.getVarint() == MINIBLOCKS && in.getVarint() == count;
        if (!ours) {
            throw CorruptPage.at("delta encoding", offset);
        }
        long value = in.getZigZag();
        if (count == 0) {
            return in.position();
        }
        values[0] = value;
        int done = 1;
        while (done < count) {
            long min = in.getZigZag();
            int widthsAt = in.position();
            in.skip(MINIBLOCKS);
            int blockEnd = Math.min(count, done + BLOCK_VALUES);
            for (int mini = 0; mini < MINIBLOCKS && done < blockEnd; mini++) {
                int width = bytes[widthsAt + mini] & 0xff;
                if (width > 64) {
                    throw CorruptPage.at("delta encoding", widthsAt);
                }
                int at = in.position();
                in.skip(width * (MINIBLOCK_VALUES / 8));
                int n = Math.min(MINIBLOCK_VALUES, blockEnd - done);
                unpack(bytes, at, width, min, values, done, n);
                done += n;
            }
        }
        return in.position();
    }

    private static void unpack(byte[] bytes, int at, int width, long min, long[] values, int from, int count) {
        long value = values[from - 1];
        long mask = width == 64 ? -1 : (1L << width) - 1;
        for (int j = 0; j < count; j++) {
            int bit = j * width;
            int index = at + (bit >>> 3);
            int shift = bit & 7;
            long delta = Bytes.getLong(bytes, index) >>> shift;
            if (shift + width > 64) {
                delta |= (long) bytes[index + 8] << (64 - shift);
            }
            value += min + (delta & mask);
            values[from + j] = value;
        }
    }
}
