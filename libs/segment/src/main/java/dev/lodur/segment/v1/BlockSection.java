package dev.lodur.segment.v1;

import dev.lodur.segment.BlockTable;
import dev.lodur.segment.PageTable;
import dev.lodur.segment.parquet.ByteSink;
import dev.lodur.segment.parquet.ByteSource;
import dev.lodur.segment.parquet.Page;

/** The section of blocks, row groups and pages, as {@link SegmentFormat} says. */
record BlockSection(BlockTable blocks, PageTable pages, PageTable dictionaries) {
    static void write(BlockTable blocks, PageTable pages, PageTable dictionaries, ByteSink out) {
        out.putVarint(blocks.count());
        out.putVarint(dictionaries.rows());
        out.putVarint(pages.columns());
        for (int i = 0; i < dictionaries.rows(); i++) {
            out.putVarint(blocks.rowGroupBlocks()[i + 1] - blocks.rowGroupBlocks()[i]);
        }
        long before = 0;
        for (int i = 0; i < blocks.count(); i++) {
            out.putVarint(blocks.rows()[i]);
            out.putVarint(blocks.firstRun()[i + 1] - blocks.firstRun()[i]);
            out.putZigZag(blocks.minNanos()[i] - before);
            out.putVarint(blocks.maxNanos()[i] - blocks.minNanos()[i]);
            out.putVarint(blocks.lineBytes()[i]);
            before = blocks.minNanos()[i];
        }
        writePages(pages, out);
        writePages(dictionaries, out);
    }

    /** Column by column, since the pages of a column are alike. */
    private static void writePages(PageTable table, ByteSink out) {
        for (int column = 0; column < table.columns(); column++) {
            long expected = 0;
            for (int row = 0; row < table.rows(); row++) {
                Page page = table.page(row, column);
                out.putVarint(page.length());
                if (page.length() > 0) {
                    out.putZigZag(page.offset() - expected);
                    out.putVarint(page.levelBytes());
                    out.putVarint(page.valueBytes());
                    out.putVarint(page.values());
                    out.write(page.flags());
                    out.putInt(page.crc32());
                    expected = page.offset() + page.length();
                }
            }
        }
    }

    /** Reads the section; no page may reach over {@code pagesEnd}. */
    static BlockSection read(ByteSource in, long pagesEnd) {
        int count = in.getCount();
        int rowGroups = in.getCount();
        int columns = in.getInt(SegmentFormat.COLUMNS_MAX);
        int[] rowGroupBlocks = new int[rowGroups + 1];
        for (int i = 0; i < rowGroups; i++) {
            rowGroupBlocks[i + 1] = rowGroupBlocks[i] + in.getInt(count - (long) rowGroupBlocks[i]);
        }
        if (rowGroupBlocks[rowGroups] != count) {
            throw in.corrupt();
        }
        BlockTable blocks = readBlocks(in, count, rowGroupBlocks);
        PageTable pages = readPages(in, count, columns, pagesEnd);
        PageTable dictionaries = readPages(in, rowGroups, columns, pagesEnd);
        in.end();
        return new BlockSection(blocks, pages, dictionaries);
    }

    private static BlockTable readBlocks(ByteSource in, int count, int[] rowGroupBlocks) {
        int[] rows = new int[count];
        int[] firstRun = new int[count + 1];
        long[] min = new long[count];
        long[] max = new long[count];
        int[] lineBytes = new int[count];
        long before = 0;
        for (int i = 0; i < count; i++) {
            rows[i] = in.getInt(SegmentFormat.BLOCK_ROWS_MAX);
            firstRun[i + 1] = firstRun[i] + in.getInt(rows[i]);
            min[i] = before + in.getZigZag();
            max[i] = min[i] + in.getVarint();
            lineBytes[i] = in.getInt(Integer.MAX_VALUE);
            before = min[i];
            if (rows[i] == 0 || firstRun[i + 1] <= firstRun[i] || max[i] < min[i]) {
                throw in.corrupt();
            }
        }
        return new BlockTable(rows, firstRun, min, max, lineBytes, rowGroupBlocks);
    }

    private static PageTable readPages(ByteSource in, int rows, int columns, long pagesEnd) {
        if ((long) rows * columns > in.remaining()) {
            throw in.corrupt();
        }
        Page[] pages = new Page[columns * rows];
        for (int column = 0; column < columns; column++) {
            long expected = 0;
            for (int row = 0; row < rows; row++) {
                Page page = readPage(in, expected, pagesEnd);
                pages[row * columns + column] = page;
                expected = page.length() == 0 ? expected : page.offset() + page.length();
            }
        }
        PageTable table = new PageTable(columns);
        for (Page page : pages) {
            table.add(page);
        }
        return table;
    }

    private static Page readPage(ByteSource in, long expected, long pagesEnd) {
        int length = in.getInt(Integer.MAX_VALUE);
        if (length == 0) {
            return Page.NONE;
        }
        long offset = expected + in.getZigZag();
        if (offset < 0 || offset > pagesEnd - length) {
            throw in.corrupt();
        }
        int levelBytes = in.getInt(length);
        int valueBytes = in.getInt(SegmentFormat.PAGE_BYTES_MAX);
        int values = in.getInt(SegmentFormat.PAGE_VALUES_MAX);
        return new Page(offset, length, levelBytes, valueBytes, in.getByte(), values, in.getInt());
    }
}
