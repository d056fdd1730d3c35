package dev.lodur.segment.v1;

import dev.lodur.segment.filter.FilterRows;
import dev.lodur.segment.filter.FilterTable;
import dev.lodur.segment.parquet.ByteSink;
import dev.lodur.segment.parquet.ByteSource;
import org.jspecify.annotations.Nullable;

/** The section that says what a segment's filter covers, as {@link SegmentFormat} says. */
final class FilterSection {
    private static final int FLAG_REWRITTEN = 1;
    private static final int GRANULE_BYTES_MIN = 12;

    private FilterSection() {}

    static void write(FilterTable filter, ByteSink out) {
        out.putVarint(FilterRows.FILTER_VERSION);
        out.putVarint(filter.rows().count());
        out.putVarint(filter.granules());
        filter.rows().putSizes(out);
        int before = 0;
        for (int i = 0; i < filter.granules(); i++) {
            out.putVarint(filter.firstBlock()[i] - before);
            out.putVarint(filter.lastBlock()[i] - filter.firstBlock()[i]);
            out.putVarint(filter.ranges()[i]);
            out.write(filter.rewritten()[i] ? FLAG_REWRITTEN : 0);
            out.putLong(filter.hexLengths()[i]);
            before = filter.firstBlock()[i];
        }
    }

    /**
     * What the section says; null where its filter is of another kind than this version knows.
     *
     * @param rowsOffset where the rows stand
     * @param rowsBytes how many bytes these have
     */
    static @Nullable FilterTable read(ByteSource in, int blocks, long rowsOffset, long rowsBytes, int rowsCrc32c) {
        if (in.getVarint() != FilterRows.FILTER_VERSION) {
            return null;
        }
        int rows = in.getInt(in.remaining());
        int count = in.getInt(in.remaining() / GRANULE_BYTES_MIN);
        FilterTable table = new FilterTable(
                new FilterRows(FilterRows.getEnds(in, rows), rowsOffset),
                new int[count],
                new int[count],
                new int[count],
                new long[count],
                new boolean[count],
                rowsCrc32c);
        int before = 0;
        for (int i = 0; i < count; i++) {
            int first = before + in.getInt(blocks - 1L - before);
            table.firstBlock()[i] = first;
            table.lastBlock()[i] = first + in.getInt(blocks - 1L - first);
            table.ranges()[i] = in.getInt(Integer.MAX_VALUE);
            table.rewritten()[i] = (in.getByte() & FLAG_REWRITTEN) != 0;
            table.hexLengths()[i] = (in.getInt() & 0xffffffffL) | ((long) in.getInt() << 32);
            before = first;
        }
        in.end();
        if ((rows == 0 && count > 0) || table.rows().sizeBytes() != rowsBytes) {
            throw in.corrupt();
        }
        return table;
    }
}
