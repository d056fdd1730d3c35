package dev.lodur.segment.v1;

import dev.lodur.segment.filter.FilterTable;
import dev.lodur.segment.parquet.ByteSink;
import dev.lodur.segment.parquet.ByteSource;
import org.jspecify.annotations.Nullable;

/** The section that says what a segment's filter covers, as {@link SegmentFormat} says. */
final class FilterSection {
    private static final int FILTER_VERSION = 1;
    private static final int FLAG_REWRITTEN = 1;
    private static final int GRANULE_BYTES_MIN = 12;

    private FilterSection() {}

    static void write(FilterTable filter, ByteSink out) {
        out.putVarint(FILTER_VERSION);
        out.putVarint(filter.rows());
        out.putVarint(filter.granules());
        long end = 0;
        for (long rowEnd : filter.rowEnds()) {
            out.putVarint(rowEnd - end);
            end = rowEnd;
        }
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
        if (in.getVarint() != FILTER_VERSION) {
            return null;
        }
        int rows = in.getInt(in.remaining());
        int count = in.getInt(in.remaining() / GRANULE_BYTES_MIN);
        FilterTable table = new FilterTable(
                rowEnds(in, rows),
                new int[count],
                new int[count],
                new int[count],
                new long[count],
                new boolean[count],
                rowsOffset,
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
        if ((rows == 0 && count > 0) || table.sizeBytes() != rowsBytes) {
            throw in.corrupt();
        }
        return table;
    }

    private static long[] rowEnds(ByteSource in, int rows) {
        long[] ends = new long[rows];
        long end = 0;
        for (int i = 0; i < rows; i++) {
            end += in.getInt(Integer.MAX_VALUE - FilterTable.CRC_BYTES);
            ends[i] = end;
        }
        return ends;
    }
}
