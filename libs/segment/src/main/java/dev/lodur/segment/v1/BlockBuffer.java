package dev.lodur.segment.v1;

import dev.lodur.segment.parquet.ByteSink;
import dev.lodur.segment.parquet.ColumnChunk;
import dev.lodur.segment.parquet.ColumnChunk.PageShape;
import dev.lodur.segment.parquet.DeltaBinaryPacked;
import dev.lodur.segment.parquet.LongArray;
import dev.lodur.segment.parquet.PageScratch;
import org.apache.parquet.format.Encoding;

/** The times and lines of the block that is being filled. Not thread-safe. */
final class BlockBuffer {
    private final ByteSink lines = new ByteSink(4096);
    private final LongArray lengths = new LongArray();
    private final LongArray timestamps = new LongArray();
    private long minNanos;
    private long maxNanos;

    int rows() {
        return timestamps.size();
    }

    int lineBytes() {
        return lines.size();
    }

    long minNanos() {
        return minNanos;
    }

    long maxNanos() {
        return maxNanos;
    }

    void add(long timestampNanos, byte[] line, int offset, int length) {
        minNanos = rows() == 0 ? timestampNanos : Math.min(minNanos, timestampNanos);
        maxNanos = rows() == 0 ? timestampNanos : Math.max(maxNanos, timestampNanos);
        timestamps.add(timestampNanos);
        lengths.add(length);
        lines.write(line, offset, length);
    }

    /** Writes the block's two pages and empties the buffer. */
    void writeTo(ColumnChunk timestampChunk, ColumnChunk lineChunk, PageScratch scratch) {
        PageShape shape = PageShape.required(rows());
        scratch.reset();
        DeltaBinaryPacked.encode(timestamps.array(), rows(), scratch.values());
        timestampChunk.addData(Encoding.DELTA_BINARY_PACKED, shape, scratch);
        scratch.reset();
        DeltaBinaryPacked.encode(lengths.array(), rows(), scratch.values());
        scratch.values().write(lines);
        lineChunk.addData(Encoding.DELTA_LENGTH_BYTE_ARRAY, shape, scratch);
        lines.reset();
        lengths.reset();
        timestamps.reset();
    }
}
