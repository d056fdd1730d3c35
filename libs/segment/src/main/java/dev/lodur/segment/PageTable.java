package dev.lodur.segment;

import dev.lodur.segment.parquet.IntArray;
import dev.lodur.segment.parquet.LongArray;
import dev.lodur.segment.parquet.Page;

/**
 * Where pages stand: for each of some columns one page a block, or one dictionary a row group. Thread-safe once filled.
 */
public final class PageTable {
    private final int columns;
    private final LongArray offsets = new LongArray();
    private final IntArray lengths = new IntArray();
    private final IntArray levelBytes = new IntArray();
    private final IntArray valueBytes = new IntArray();
    private final IntArray flags = new IntArray();
    private final IntArray values = new IntArray();
    private final IntArray checksums = new IntArray();

    /** A table to which the pages of these columns are added, all columns of a row one after the other. */
    public PageTable(int columns) {
        this.columns = columns;
    }

    public void add(Page page) {
        offsets.add(page.offset());
        lengths.add(page.length());
        levelBytes.add(page.levelBytes());
        valueBytes.add(page.valueBytes());
        flags.add(page.flags());
        values.add(page.values());
        checksums.add(page.crc32());
    }

    public int columns() {
        return columns;
    }

    /** Blocks or row groups. */
    public int rows() {
        return columns == 0 ? 0 : lengths.size() / columns;
    }

    public Page page(int row, int column) {
        int i = row * columns + column;
        return new Page(
                offsets.get(i),
                lengths.get(i),
                levelBytes.get(i),
                valueBytes.get(i),
                flags.get(i),
                values.get(i),
                checksums.get(i));
    }

    public long offset(int row, int column) {
        return offsets.get(row * columns + column);
    }

    /** Stored bytes of a page; 0 for a dictionary that is not there. */
    public int length(int row, int column) {
        return lengths.get(row * columns + column);
    }
}
