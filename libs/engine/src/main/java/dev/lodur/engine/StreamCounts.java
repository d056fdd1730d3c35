package dev.lodur.engine;

import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.TimeRange;
import dev.lodur.segment.BlockTable;
import dev.lodur.segment.RunTable;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentIndex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds up how many rows and bytes of each stream lie in each bucket of a range: exact, and from indexes alone wherever
 * whole runs lie in one bucket. Not thread-safe.
 */
public final class StreamCounts {
    private final Buckets buckets;
    private final Map<Labels, TreeMap<Integer, Count>> counts = new LinkedHashMap<>();

    /** Counts for the range as a whole. */
    public StreamCounts(TimeRange range) {
        this(Buckets.whole(range));
    }

    public StreamCounts(Buckets buckets) {
        this.buckets = buckets;
    }

    private static final class Count {
        private long rows;
        private long lineBytes;
    }

    /** Whether rows of these times can be added together. */
    public boolean takesWhole(long minNanos, long maxNanos) {
        return buckets.oneCovers(minNanos, maxNanos);
    }

    /** Adds rows of one bucket, that of the given time in the range; none leave no trace. */
    public void add(Labels labels, long timestampNanos, long rows, long lineBytes) {
        addTo(buckets.of(timestampNanos), labels, rows, lineBytes);
    }

    private void addTo(int bucket, Labels labels, long rows, long lineBytes) {
        if (rows > 0) {
            Count count =
                    counts.computeIfAbsent(labels, key -> new TreeMap<>()).computeIfAbsent(bucket, key -> new Count());
            count.rows += rows;
            count.lineBytes += lineBytes;
        }
    }

    /** Adds what another source has counted in the same buckets. */
    public void addAll(List<StreamSummary> summaries) {
        for (StreamSummary summary : summaries) {
            if (summary.shares().isEmpty()) {
                addTo(0, summary.labels(), summary.rows(), summary.lineBytes());
            }
            for (StreamSummary.Share share : summary.shares()) {
                addTo(share.bucket(), summary.labels(), share.rows(), share.lineBytes());
            }
        }
    }

    /**
     * Adds those rows of a part of a block, all of one stream, that lie in the range.
     *
     * @param deleted rows of the block that do not count
     */
    public void addRows(Labels labels, RowBlock block, int from, int to, BitSet deleted) {
        long rows = 0;
        long lineBytes = 0;
        int bucket = -1;
        for (int row = from; row < to; row++) {
            long timestamp = block.timestamps()[row];
            if (buckets.range().contains(timestamp) && !deleted.get(row)) {
                int own = buckets.of(timestamp);
                if (own != bucket) {
                    addTo(bucket, labels, rows, lineBytes);
                    bucket = own;
                    rows = 0;
                    lineBytes = 0;
                }
                rows++;
                lineBytes += block.lines().length(row);
            }
        }
        addTo(bucket, labels, rows, lineBytes);
    }

    /**
     * Adds the streams of a segment that match; only blocks on the edges of buckets, and those with rows that may be
     * deleted, are read, each once.
     */
    public void addSegment(Segment segment, StreamSelector selector, Deletions deletions) {
        SegmentIndex index = segment.index();
        BitSet streams = selector.matching(index.streams());
        if (streams.isEmpty()) {
            return;
        }
        BlockTable blocks = index.blocks();
        for (int block = 0; block < blocks.count(); block++) {
            if (buckets.range().overlaps(blocks.minNanos()[block], blocks.maxNanos()[block])) {
                addBlock(segment, block, streams, deletions);
            }
        }
    }

    /** A block that had to be read. */
    private record Opened(RowBlock block, BitSet deleted) {
        static Opened of(Segment segment, int block, Deletions deletions) {
            RowBlock opened = segment.block(block);
            return new Opened(opened, deletions.in(opened));
        }
    }

    private void addBlock(Segment segment, int block, BitSet streams, Deletions deletions) {
        SegmentIndex index = segment.index();
        RunTable runs = index.runs();
        Opened opened = null;
        for (int run = index.blocks().firstRun()[block]; run < index.blocks().firstRun()[block + 1]; run++) {
            if (streams.get(runs.stream()[run])) {
                opened = addRun(segment, run, opened, deletions);
            }
        }
    }

    /** Gives back the block of the run where it is open. */
    private @Nullable Opened addRun(Segment segment, int run, @Nullable Opened opened, Deletions deletions) {
        RunTable runs = segment.index().runs();
        Labels labels = segment.index().labels(runs.stream()[run]);
        long min = runs.minNanos()[run];
        long max = runs.maxNanos()[run];
        if (takesWhole(min, max) && !deletions.mayTouch(labels, min, max)) {
            add(labels, min, runs.rows()[run], runs.lineBytes()[run]);
            return opened;
        }
        if (!buckets.range().overlaps(min, max)) {
            return opened;
        }
        Opened block = opened == null ? Opened.of(segment, runs.block()[run], deletions) : opened;
        int first = runs.firstRow()[run];
        addRows(labels, block.block(), first, first + runs.rows()[run], block.deleted());
        return block;
    }

    public List<StreamSummary> summaries() {
        List<StreamSummary> summaries = new ArrayList<>();
        counts.forEach((labels, shares) -> summaries.add(summary(labels, shares)));
        return summaries;
    }

    private StreamSummary summary(Labels labels, Map<Integer, Count> counted) {
        long rows = 0;
        long lineBytes = 0;
        List<StreamSummary.Share> shares = new ArrayList<>();
        for (Map.Entry<Integer, Count> entry : counted.entrySet()) {
            Count count = entry.getValue();
            rows += count.rows;
            lineBytes += count.lineBytes;
            shares.add(new StreamSummary.Share(entry.getKey(), count.rows, count.lineBytes));
        }
        return new StreamSummary(labels, rows, lineBytes, 0, buckets.widthNanos() == 0 ? List.of() : shares);
    }
}
