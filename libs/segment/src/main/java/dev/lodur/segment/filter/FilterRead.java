package dev.lodur.segment.filter;

import dev.lodur.model.LodurException;
import dev.lodur.segment.RangeReader;

/** A range of a segment's filter, to be read before the filter answers. Read by one thread at a time. */
public final class FilterRead {
    private final RangeReader reader;
    private final long offset;
    private final byte[] bytes;

    FilterRead(RangeReader reader, long offset, int length) {
        this.reader = reader;
        this.offset = offset;
        this.bytes = new byte[length];
    }

    public int lengthBytes() {
        return bytes.length;
    }

    /**
     * Reads the range.
     *
     * @throws LodurException what the reader throws
     */
    public void run() {
        reader.read(offset, bytes, 0, bytes.length);
    }

    boolean has(long position, int length) {
        return position >= offset && position + length <= offset + bytes.length;
    }

    FilterRow row(int row, FilterTable filter) {
        FilterRows rows = filter.rows();
        return FilterRow.of(bytes, (int) (rows.offset(row) - offset), rows.sizeBytes(row), filter);
    }
}
