package dev.lodur.segment.filter;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.segment.parquet.ByteSink;
import dev.lodur.segment.parquet.ByteSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a segment's filter stand. Immutable and thread-safe.
 *
 * <p>The catalog has them too, so that rows can be read together with the index that says what they mean:
 *
 * <pre>
 * filterRows := filterVersion:v offset:v rowCount:v rowBytes:v*rowCount      filterVersion 1
 * </pre>
 *
 * @param ends where each row ends, from the first byte of the first one on
 * @param offset where the first row stands in the file
 */
public record FilterRows(long[] ends, long offset) {
    /** The only kind of filter that this version knows. */
    public static final int FILTER_VERSION = 1;

    public int count() {
        return ends.length;
    }

    public long sizeBytes() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    /** The row that has an entry. */
    int rowOf(long entry) {
        return rowOf(entry, ends.length);
    }

    static int rowOf(long entry, int rows) {
        return (int) (((entry >>> 32) * rows) >>> 32);
    }

    /** Where a row stands in the file. */
    long offset(int row) {
        return offset + begin(row);
    }

    /** Bytes of a row with its checksum. */
    int sizeBytes(int row) {
        return (int) (ends[row] - begin(row));
    }

    private long begin(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    public byte[] encode() {
        ByteSink out = new ByteSink(8 + 3 * ends.length);
        out.putVarint(FILTER_VERSION);
        out.putVarint(offset);
        out.putVarint(ends.length);
        putSizes(out);
        return Arrays.copyOf(out.array(), out.size());
    }

    /** Writes {@code rowBytes:v*rowCount}. */
    public void putSizes(ByteSink out) {
        for (int row = 0; row < ends.length; row++) {
            out.putVarint(sizeBytes(row));
        }
    }

    /**
     * What {@link #encode} wrote; null where there is nothing, or the filter is of another kind than this version knows.
     *
     * @throws LodurException with {@link ErrorCode#CORRUPT} where the bytes have another shape
     */
    public static @Nullable FilterRows decode(byte[] encoded) {
        ByteSource in = new ByteSource(encoded, 0, encoded.length);
        if (encoded.length == 0 || in.getVarint() != FILTER_VERSION) {
            return null;
        }
        long offset = in.getVarint();
        FilterRows rows = new FilterRows(getEnds(in, in.getCount()), offset);
        in.end();
        if (offset < 0) {
            throw in.corrupt();
        }
        return rows;
    }

    /** Reads what {@link #putSizes} wrote. */
    public static long[] getEnds(ByteSource in, int rowCount) {
        long[] ends = new long[rowCount];
        long end = 0;
        for (int row = 0; row < ends.length; row++) {
            end += in.getInt(Integer.MAX_VALUE - FilterTable.CRC_BYTES);
            ends[row] = end;
        }
        return ends;
    }
}
