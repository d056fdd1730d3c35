package dev.lodur.ingester;

import dev.lodur.model.ArrayRowBlock;
import dev.lodur.model.Labels;
import dev.lodur.model.Lines;
import dev.lodur.model.Metadata;
import dev.lodur.model.RowBlock;
import java.util.Arrays;

/**
 * The rows of one stream that are still being added: growing arrays of line bytes, times and packed metadata.
 *
 * <p>Starts at some hundred bytes, so that ten thousand quiet streams cost little. Not thread-safe: its {@link
 * StreamBuffer} guards it.
 */
final class OpenChunk {
    private static final int ROWS_INITIAL = 4;
    private static final int LINE_BYTES_INITIAL = 256;
    private static final byte[] NO_BYTES = new byte[0];

    private long[] timestamps = new long[ROWS_INITIAL];
    private int[] lineOffsets = new int[ROWS_INITIAL + 1];
    private byte[] lineBytes = new byte[LINE_BYTES_INITIAL];
    private int[] metadataOffsets = new int[ROWS_INITIAL + 1];
    private byte[] metadataBytes = NO_BYTES;
    private int rows;
    private boolean inOrder = true;
    private long minTimestampNanos = Long.MAX_VALUE;
    private long maxTimestampNanos = Long.MIN_VALUE;

    void add(long timestampNanos, byte[] bytes, int lineOffset, int lineLength, int metadataLength) {
        reserve(lineLength, metadataLength);
        timestamps[rows] = timestampNanos;
        System.arraycopy(bytes, lineOffset, lineBytes, lineOffsets[rows], lineLength);
        lineOffsets[rows + 1] = lineOffsets[rows] + lineLength;
        System.arraycopy(bytes, lineOffset + lineLength, metadataBytes, metadataOffsets[rows], metadataLength);
        metadataOffsets[rows + 1] = metadataOffsets[rows] + metadataLength;
        inOrder &= timestampNanos >= maxTimestampNanos;
        minTimestampNanos = Math.min(minTimestampNanos, timestampNanos);
        maxTimestampNanos = Math.max(maxTimestampNanos, timestampNanos);
        rows++;
    }

    private void reserve(int lineLength, int metadataLength) {
        if (rows == timestamps.length) {
            timestamps = Arrays.copyOf(timestamps, 2 * rows);
            lineOffsets = Arrays.copyOf(lineOffsets, 2 * rows + 1);
            metadataOffsets = Arrays.copyOf(metadataOffsets, 2 * rows + 1);
        }
        lineBytes = grown(lineBytes, lineOffsets[rows] + lineLength + Lines.SLACK_BYTES);
        if (metadataLength > 0) {
            metadataBytes = grown(metadataBytes, metadataOffsets[rows] + metadataLength);
        }
    }

    private static byte[] grown(byte[] bytes, int needed) {
        return needed <= bytes.length ? bytes : Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
    }

    int rows() {
        return rows;
    }

    int lineBytes() {
        return lineOffsets[rows];
    }

    long minTimestampNanos() {
        return minTimestampNanos;
    }

    long maxTimestampNanos() {
        return maxTimestampNanos;
    }

    /** Heap that the arrays hold, used or not. */
    long heapBytes() {
        return timestamps.length * 8L + lineOffsets.length * 8L + lineBytes.length + metadataBytes.length;
    }

    /**
     * The rows that came first, in the order of time and of arrival for equal times, as a block of one run. The block
     * has arrays of its own where they would change under it.
     *
     * @param first how many rows, at most {@link #rows()}
     */
    RowBlock snapshot(Labels labels, int first) {
        Lines lines = new Lines(
                Arrays.copyOf(lineBytes, lineOffsets[first] + Lines.SLACK_BYTES),
                Arrays.copyOf(lineOffsets, first + 1));
        Metadata metadata = metadataOffsets[first] == 0
                ? Metadata.none()
                : Metadata.packed(
                        Arrays.copyOf(metadataBytes, metadataOffsets[first]),
                        Arrays.copyOf(metadataOffsets, first + 1));
        RowBlock block = block(labels, Arrays.copyOf(timestamps, first), lines, metadata);
        return inOrder ? block : RowOrder.sorted(block);
    }

    /** All rows, over this chunk's own arrays where they are in order already: valid until a row is added. */
    RowBlock view(Labels labels) {
        if (!inOrder) {
            return snapshot(labels, rows);
        }
        Metadata metadata =
                metadataOffsets[rows] == 0 ? Metadata.none() : Metadata.packed(metadataBytes, metadataOffsets);
        return block(labels, timestamps, new Lines(lineBytes, lineOffsets, rows), metadata);
    }

    private static RowBlock block(Labels labels, long[] times, Lines lines, Metadata metadata) {
        return new ArrayRowBlock(new Labels[] {labels}, new int[] {0, lines.count()}, times, lines, metadata);
    }
}
