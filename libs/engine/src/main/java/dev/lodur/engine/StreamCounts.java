package dev.lodur.engine;

import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.TimeRange;
import dev.lodur.segment.RunTable;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up how many rows and bytes of each stream lie in a range: exact, and from indexes alone wherever whole runs lie in
 * it. Not thread-safe.
 */
public final class StreamCounts {
    private final TimeRange range;
    private final Map<Labels, Count> counts = new LinkedHashMap<>();

    public StreamCounts(TimeRange range) {
        this.range = range;
    }

    private static final class Count {
        private long rows;
        private long lineBytes;
    }

    public TimeRange range() {
        return range;
    }

    /** Adds rows that are known to lie in the range; none leave no trace. */
    public void add(Labels labels, long rows, long lineBytes) {
        if (rows > 0) {
            Count count = counts.computeIfAbsent(labels, key -> new Count());
            count.rows += rows;
            count.lineBytes += lineBytes;
        }
    }

    /** Adds what another source has counted. */
    public void addAll(List<StreamSummary> summaries) {
        summaries.forEach(summary -> add(summary.labels(), summary.rows(), summary.lineBytes()));
    }

    /** Adds those rows of a part of a block, all of one stream, that lie in the range. */
    public void addRows(Labels labels, RowBlock block, int from, int to) {
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

    /** Adds the streams of a segment that match; only blocks on the edges of the range are read. */
    public void addSegment(Segment segment, StreamSelector selector) {
        SegmentIndex index = segment.index();
        for (int stream = 0; stream < index.streamCount(); stream++) {
            Labels labels = index.labels(stream);
            if (selector.matches(labels)) {
                for (int run = index.firstRunOfStream(stream); run < index.firstRunOfStream(stream + 1); run++) {
                    addRun(segment, index.runs(), run, labels);
                }
            }
        }
    }

    private void addRun(Segment segment, RunTable runs, int run, Labels labels) {
        if (range.covers(runs.minNanos()[run], runs.maxNanos()[run])) {
            add(labels, runs.rows()[run], runs.lineBytes()[run]);
        } else if (range.overlaps(runs.minNanos()[run], runs.maxNanos()[run])) {
            int first = runs.firstRow()[run];
            addRows(labels, segment.block(runs.block()[run]), first, first + runs.rows()[run]);
        }
    }

    public List<StreamSummary> summaries() {
        List<StreamSummary> summaries = new ArrayList<>();
        counts.forEach((labels, count) -> summaries.add(new StreamSummary(labels, count.rows, count.lineBytes, 0)));
        return summaries;
    }
}
