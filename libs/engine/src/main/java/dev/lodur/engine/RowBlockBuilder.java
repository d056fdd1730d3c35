package dev.lodur.engine;

import dev.lodur.model.ArrayRowBlock;
import dev.lodur.model.Labels;
import dev.lodur.model.Lines;
import dev.lodur.model.Metadata;
import dev.lodur.model.RowBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers rows into a block of its own memory. A run ends where the stream changes or time goes back. Not thread-safe;
 * what {@link #build} returns shares nothing with the builder.
 */
public final class RowBlockBuilder {
    private static final byte[] NONE = new byte[0];

    private final List<Labels> runLabels = new ArrayList<>();
    private int[] runStarts = new int[16];
    private long[] timestamps = new long[64];
    private int[] lineEnds = new int[64];
    private int[] metadataEnds = new int[64];
    private byte[] lines = new byte[4096];
    private byte[] metadata = NONE;
    private int rows;

    public int rows() {
        return rows;
    }

    /** Bytes of lines and metadata so far, and what each row takes beside them. */
    public long sizeBytes() {
        return rows == 0 ? 0 : lineEnds[rows - 1] + metadataEnds[rows - 1] + 16L * rows;
    }

    /** Adds a row; the ranges are copied, the metadata is a packed set. */
    public void add(
            Labels stream, long timestampNanos, byte[] line, int lineOffset, int lineLength, byte[] packedMetadata) {
        if (rows == timestamps.length) {
            timestamps = Arrays.copyOf(timestamps, rows * 2);
            lineEnds = Arrays.copyOf(lineEnds, rows * 2);
            metadataEnds = Arrays.copyOf(metadataEnds, rows * 2);
        }
        boolean sameRun = rows > 0
                && timestampNanos >= timestamps[rows - 1]
                && runLabels.getLast().equals(stream);
        if (!sameRun) {
            beginRun(stream);
        }
        timestamps[rows] = timestampNanos;
        int lineStart = rows == 0 ? 0 : lineEnds[rows - 1];
        lines = ensure(lines, lineStart + lineLength);
        System.arraycopy(line, lineOffset, lines, lineStart, lineLength);
        lineEnds[rows] = lineStart + lineLength;
        int metadataStart = rows == 0 ? 0 : metadataEnds[rows - 1];
        metadata = ensure(metadata, metadataStart + packedMetadata.length);
        System.arraycopy(packedMetadata, 0, metadata, metadataStart, packedMetadata.length);
        metadataEnds[rows] = metadataStart + packedMetadata.length;
        rows++;
    }

    private void beginRun(Labels stream) {
        if (runLabels.size() == runStarts.length) {
            runStarts = Arrays.copyOf(runStarts, runStarts.length * 2);
        }
        runStarts[runLabels.size()] = rows;
        runLabels.add(stream);
    }

    /** The rows so far as a block; the builder is empty afterwards. */
    public RowBlock build() {
        int[] starts = Arrays.copyOf(runStarts, runLabels.size() + 1);
        starts[runLabels.size()] = rows;
        int lineBytes = rows == 0 ? 0 : lineEnds[rows - 1];
        int metadataBytes = rows == 0 ? 0 : metadataEnds[rows - 1];
        Metadata packed = metadataBytes == 0
                ? Metadata.none()
                : Metadata.packed(Arrays.copyOf(metadata, metadataBytes), offsets(metadataEnds));
        RowBlock block = new ArrayRowBlock(
                runLabels.toArray(Labels[]::new),
                starts,
                Arrays.copyOf(timestamps, rows),
                new Lines(Arrays.copyOf(lines, lineBytes + Lines.SLACK_BYTES), offsets(lineEnds)),
                packed);
        runLabels.clear();
        rows = 0;
        return block;
    }

    private int[] offsets(int[] ends) {
        int[] offsets = new int[rows + 1];
        System.arraycopy(ends, 0, offsets, 1, rows);
        return offsets;
    }

    private static byte[] ensure(byte[] bytes, int length) {
        return length <= bytes.length ? bytes : Arrays.copyOf(bytes, Math.max(length, bytes.length * 2));
    }
}
