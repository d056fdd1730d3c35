package dev.lodur.segment;

import java.util.Arrays;

/**
 * The blocks of a segment: ranges of rows that stand together in one page of every column.
 *
 * @param rows rows of each block
 * @param firstRun the first run of each block, and the number of runs at the end
 * @param minNanos the earliest time in each block
 * @param maxNanos the latest time in each block
 * @param lineBytes bytes of lines in each block
 * @param rowGroupBlocks the first block of each row group, and the number of blocks at the end
 */
public record BlockTable(
        int[] rows, int[] firstRun, long[] minNanos, long[] maxNanos, int[] lineBytes, int[] rowGroupBlocks) {

    /** The number of blocks. */
    public int count() {
        return rows.length;
    }

    /** The row group that a block stands in. */
    public int rowGroup(int block) {
        int found = Arrays.binarySearch(rowGroupBlocks, block);
        return found >= 0 ? found : -found - 2;
    }
}
