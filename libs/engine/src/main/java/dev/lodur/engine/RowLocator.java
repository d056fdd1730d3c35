package dev.lodur.engine;

/** Finds the row that a byte of a block's lines belongs to. */
final class RowLocator {
    private RowLocator() {}

    /**
     * The last row that begins at or before a position; with empty rows that is the one that holds the byte.
     *
     * <p>Gallops away from {@code row}, where the last hit was, and then halves: hits that lie close together cost little.
     *
     * @param offsets of the lines, see {@link dev.lodur.model.Lines#offsets()}
     * @param rows how many rows there are
     * @param row a row that begins at or before the position
     * @param position of a byte, before the end of the last line
     */
    static int rowAt(int[] offsets, int rows, int row, int position) {
        int low = row;
        int step = 1;
        int high = row + 1;
        while (high < rows && offsets[high] <= position) {
            low = high;
            high = Math.min(rows, high + step);
            step <<= 1;
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (offsets[middle] <= position) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
