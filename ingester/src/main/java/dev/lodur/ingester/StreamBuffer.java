package dev.lodur.ingester;

import dev.lodur.model.BatchReader;
import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * One stream of one generation: sealed chunks in the order of arrival and the open chunk behind them.
 *
 * <p>Thread-safe: its monitor guards the chunks, and is held while rows are copied or a chunk is compressed.
 */
final class StreamBuffer {
    /** Line bytes at which the open chunk is sealed. */
    static final int SEAL_BYTES = 256 << 10;

    /** Rows at which the open chunk is sealed, however short their lines. */
    static final int SEAL_ROWS = 16_384;

    /** What a stream costs besides its rows: the maps' nodes, the labels and the empty arrays. */
    static final int OVERHEAD_BYTES = 1_000;

    private final Labels labels;
    private final List<SealedChunk> sealed = new ArrayList<>(0);
    private OpenChunk open = new OpenChunk();

    StreamBuffer(Labels labels) {
        this.labels = labels;
    }

    Labels labels() {
        return labels;
    }

    /** Adds what is left of the reader's current stream; returns by how many bytes the heap in use has grown. */
    synchronized long addAll(BatchReader reader, DaySet days) {
        long growthBytes = -open.heapBytes();
        while (reader.nextEntry()) {
            days.add(reader.timestampNanos());
            open.add(
                    reader.timestampNanos(),
                    reader.bytes(),
                    reader.lineOffset(),
                    reader.lineLength(),
                    reader.metadataLength());
            if (open.lineBytes() >= SEAL_BYTES || open.rows() >= SEAL_ROWS) {
                growthBytes += seal();
            }
        }
        return growthBytes + open.heapBytes();
    }

    private long seal() {
        SealedChunk chunk =
                SealedChunk.of(open.view(labels), open.lineBytes(), open.minTimestampNanos(), open.maxTimestampNanos());
        sealed.add(chunk);
        open = new OpenChunk();
        return chunk.compressed().length;
    }

    /** The chunks as they are now, in the order of arrival; rows added later do not show in them, whenever they are opened. */
    synchronized List<HeadChunk> chunks() {
        List<HeadChunk> chunks = new ArrayList<>(sealed);
        if (open.rows() > 0) {
            chunks.add(new OpenView(this, open));
        }
        return chunks;
    }

    /** Of all rows; {@link Long#MAX_VALUE} where there are none. */
    synchronized long minTimestampNanos() {
        long minNanos = open.rows() > 0 ? open.minTimestampNanos() : Long.MAX_VALUE;
        for (SealedChunk chunk : sealed) {
            minNanos = Math.min(minNanos, chunk.minTimestampNanos());
        }
        return minNanos;
    }

    private synchronized RowBlock snapshot(OpenChunk chunk, int rows) {
        return chunk.snapshot(labels, rows);
    }

    /** The open chunk as of one moment, which it still shows when the chunk has grown or was sealed meanwhile. */
    private static final class OpenView implements HeadChunk {
        private final StreamBuffer buffer;
        private final OpenChunk chunk;
        private final long minTimestampNanos;
        private final long maxTimestampNanos;
        private final int rows;
        private final int lineBytes;

        OpenView(StreamBuffer buffer, OpenChunk chunk) {
            this.buffer = buffer;
            this.chunk = chunk;
            this.minTimestampNanos = chunk.minTimestampNanos();
            this.maxTimestampNanos = chunk.maxTimestampNanos();
            this.rows = chunk.rows();
            this.lineBytes = chunk.lineBytes();
        }

        @Override
        public long minTimestampNanos() {
            return minTimestampNanos;
        }

        @Override
        public long maxTimestampNanos() {
            return maxTimestampNanos;
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public int lineBytes() {
            return lineBytes;
        }

        @Override
        public RowBlock open() {
            return buffer.snapshot(chunk, rows);
        }
    }
}
