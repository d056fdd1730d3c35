package dev.lodur.segment.parquet;

import dev.lodur.model.Bytes;
import dev.lodur.model.LodurException;
import java.util.Arrays;

/**
 * Parquet's RLE / bit-packing hybrid for levels and dictionary ids, without a length in front.
 *
 * <p>Source: Parquet's {@code Encodings.md}. Runs of eight or more equal values are run-length encoded, the rest is
 * packed in groups of eight. The decoder reads whole words: the array must have {@link DeltaBinaryPacked#SLACK_BYTES}
 * behind the end given.
 */
public final class RleHybrid {
    private static final int GROUP = 8;

    private RleHybrid() {}

    /** The bits that the ids of a dictionary of the given size take; at least one, which all readers understand. */
    public static int width(int dictionarySize) {
        return Math.max(1, 32 - Integer.numberOfLeadingZeros(Math.max(0, dictionarySize - 1)));
    }

    public static void encode(int[] values, int from, int to, int width, ByteSink out) {
        int literal = from;
        int i = from;
        while (i < to) {
            int run = runLength(values, i, to);
            if (run >= GROUP) {
                putLiterals(values, literal, i, width, out);
                putRun(values[i], run, width, out);
                i += run;
                literal = i;
            } else {
                i = Math.min(i + GROUP, to);
            }
        }
        putLiterals(values, literal, to, width, out);
    }

    private static int runLength(int[] values, int from, int to) {
        int i = from + 1;
        while (i < to && values[i] == values[from]) {
            i++;
        }
        return i - from;
    }

    /** Writes one run of equal values. */
    public static void putRun(int value, int count, int width, ByteSink out) {
        if (count == 0) {
            return;
        }
        out.putVarint((long) count << 1);
        for (int shift = 0; shift < width; shift += 8) {
            out.write(value >>> shift);
        }
    }

    private static void putLiterals(int[] values, int from, int to, int width, ByteSink out) {
        if (from == to) {
            return;
        }
        int groups = (to - from + GROUP - 1) / GROUP;
        out.putVarint((long) groups << 1 | 1);
        long word = 0;
        int bits = 0;
        for (int i = from; i < from + groups * GROUP; i++) {
            word |= (i < to ? values[i] & 0xffffffffL : 0) << bits;
            bits += width;
            while (bits >= 8) {
                out.write((int) word);
                word >>>= 8;
                bits -= 8;
            }
        }
    }

    /**
     * Decodes exactly {@code count} values into {@code values}.
     *
     * @return the position behind the encoded values
     * @throws LodurException with CORRUPT where the bytes up to {@code end} are not such an encoding
     */
    public static int decode(byte[] bytes, int offset, int end, int width, int[] values, int count) {
        ByteSource in = new ByteSource(bytes, offset, end);
        int to = 0;
        while (to < count) {
            long header = in.getVarint();
            long length = header >>> 1;
            if (length == 0 || length > Integer.MAX_VALUE / 64) {
                throw CorruptPage.at("run-length encoding", in.position());
            }
            if ((header & 1) == 0) {
                to = fill(in, width, (int) length, values, to, count);
            } else {
                int at = in.position();
                in.skip((int) length * width);
                int n = (int) Math.min(length * GROUP, count - to);
                unpack(bytes, at, width, values, to, n);
                to += n;
            }
        }
        return in.position();
    }

    private static int fill(ByteSource in, int width, int length, int[] values, int to, int stop) {
        if (length > stop - to) {
            throw CorruptPage.at("run-length encoding", in.position());
        }
        int value = 0;
        for (int shift = 0; shift < width; shift += 8) {
            value |= in.getByte() << shift;
        }
        Arrays.fill(values, to, to + length, value);
        return to + length;
    }

    private static void unpack(byte[] bytes, int at, int width, int[] values, int to, int count) {
        long mask = (1L << width) - 1;
        for (int i = 0; i < count; i++) {
            long bit = (long) i * width;
            values[to + i] = (int) (Bytes.getLong(bytes, at + (int) (bit >>> 3)) >>> (bit & 7) & mask);
        }
    }
}
