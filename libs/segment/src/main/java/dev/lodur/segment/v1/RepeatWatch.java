package dev.lodur.segment.v1;

import java.util.Arrays;

/**
 * Watches the rows of streams, in the order of time, for one that may have been written before: the same line at the same
 * time. Where too much comes at one time to be compared it counts as repeated. Not thread-safe.
 */
final class RepeatWatch {
    private static final int ROWS_MAX = 64;
    private static final int BYTES_MAX = 1 << 16;

    private byte[] lines = new byte[4096];
    private final int[] ends = new int[ROWS_MAX];
    private int rows;
    private long nanos;
    private boolean distinct = true;

    void beginStream() {
        rows = 0;
    }

    void add(long timestampNanos, byte[] line, int offset, int length) {
        if (!distinct) {
            return;
        }
        if (timestampNanos != nanos) {
            rows = 0;
            nanos = timestampNanos;
        }
        int start = rows == 0 ? 0 : ends[rows - 1];
        if (isAmongRows(line, offset, length) || rows == ROWS_MAX || (rows > 0 && start + length > BYTES_MAX)) {
            distinct = false;
            return;
        }
        if (lines.length < start + length) {
            lines = Arrays.copyOf(lines, Math.max(2 * lines.length, start + length));
        }
        System.arraycopy(line, offset, lines, start, length);
        ends[rows++] = start + length;
    }

    private boolean isAmongRows(byte[] line, int offset, int length) {
        int start = 0;
        for (int row = 0; row < rows; row++) {
            if (Arrays.equals(lines, start, ends[row], line, offset, offset + length)) {
                return true;
            }
            start = ends[row];
        }
        return false;
    }

    /** Whether no row can have been written before. */
    boolean isDistinct() {
        return distinct;
    }
}
