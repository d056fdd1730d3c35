package dev.lodur.ingester;

import dev.lodur.engine.StreamSummary;
import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.TimeRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up how many rows and bytes of each stream lie in a range. Not thread-safe. */
final class StreamCounts {
    private final TimeRange range;
    private final Map<Labels, Count> counts = new LinkedHashMap<>();

    StreamCounts(TimeRange range) {
        this.range = range;
    }

    TimeRange range() {
        return range;
    }

    private static final class Count {
        private long rows;
        private long lineBytes;
    }

    /** Adds a chunk of a stream; one that lies partly outside the range is opened and its rows are counted. */
    void add(Labels labels, HeadChunk chunk) {
        if (range.covers(chunk.minTimestampNanos(), chunk.maxTimestampNanos())) {
            add(labels, chunk.rows(), chunk.lineBytes());
        } else if (range.overlaps(chunk.minTimestampNanos(), chunk.maxTimestampNanos())) {
            RowBlock block = chunk.open();
            addRows(labels, block, 0, block.rows());
        }
    }

    /** Adds those rows of a block's part, all of one stream, that lie in the range. */
    void addRows(Labels labels, RowBlock block, int from, int to) {
        long rows = 0;
        long lineBytes = 0;
        for (int row = from; row < to; row++) {
            if (range.contains(block.timestamps()[row])) {
                rows++;
                lineBytes += block.lines().length(row);
            }
        }
        add(labels, rows, lineBytes);
    }

    void add(Labels labels, long rows, long lineBytes) {
        if (rows > 0) {
            Count count = counts.computeIfAbsent(labels, key -> new Count());
            count.rows += rows;
            count.lineBytes += lineBytes;
        }
    }

    List<StreamSummary> summaries() {
        List<StreamSummary> summaries = new ArrayList<>();
        counts.forEach((labels, count) -> summaries.add(new StreamSummary(labels, count.rows, count.lineBytes, 0)));
        return summaries;
    }
}
