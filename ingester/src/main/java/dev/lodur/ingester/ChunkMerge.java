package dev.lodur.ingester;

import dev.lodur.model.RowBlock;
import dev.lodur.model.TimeRange;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Walks the rows of one stream's chunks in the order of time, and of arrival for equal times.
 *
 * <p>A chunk is opened when its first row can be next, and let go behind its last: streams that arrive in order keep
 * one chunk open, whatever their number.
 */
final class ChunkMerge {
    /** Takes the rows one after the other. */
    @FunctionalInterface
    interface RowVisitor {
        void row(RowBlock block, int row);
    }

    private static final Comparator<Cursor> BY_TIME_THEN_ARRIVAL = Comparator.<Cursor>comparingLong(
                    cursor -> cursor.timestampNanos)
            .thenComparingInt(cursor -> cursor.arrival);

    private ChunkMerge() {}

    /** Visits every row of the chunks, given in the order of arrival, whose time lies in the range. */
    static void forEachRow(List<HeadChunk> chunks, TimeRange range, RowVisitor visitor) {
        PriorityQueue<Cursor> waiting = new PriorityQueue<>(BY_TIME_THEN_ARRIVAL);
        for (int i = 0; i < chunks.size(); i++) {
            HeadChunk chunk = chunks.get(i);
            if (range.overlaps(chunk.minTimestampNanos(), chunk.maxTimestampNanos())) {
                waiting.add(new Cursor(chunk, i));
            }
        }
        while (!waiting.isEmpty()) {
            Cursor cursor = waiting.remove();
            if (cursor.advance(range, waiting.peek(), visitor)) {
                waiting.add(cursor);
            }
        }
    }

    /** A place in a chunk: before its first row until it is opened. */
    private static final class Cursor {
        private final HeadChunk chunk;
        private final int arrival;
        private @Nullable RowBlock block;
        private int row;
        private long timestampNanos;

        Cursor(HeadChunk chunk, int arrival) {
            this.chunk = chunk;
            this.arrival = arrival;
            this.timestampNanos = chunk.minTimestampNanos();
        }

        /** Visits rows as long as they come before the other cursor's next; false where none are left. */
        boolean advance(TimeRange range, @Nullable Cursor other, RowVisitor visitor) {
            RowBlock rows = block;
            if (rows == null) {
                rows = chunk.open();
                block = rows;
            }
            long[] timestamps = rows.timestamps();
            while (row < rows.rows()) {
                timestampNanos = timestamps[row];
                if (other != null && BY_TIME_THEN_ARRIVAL.compare(this, other) > 0) {
                    return true;
                }
                if (range.contains(timestampNanos)) {
                    visitor.row(rows, row);
                }
                row++;
            }
            return false;
        }
    }
}
