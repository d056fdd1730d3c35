package dev.lodur.engine;

import dev.lodur.engine.row.Row;
import dev.lodur.model.TimeRange;
import dev.lodur.segment.LabelSummary;
import dev.lodur.segment.MetadataTable;
import dev.lodur.segment.RangeReader;
import dev.lodur.segment.RunTable;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.SegmentScratch;
import dev.lodur.segment.filter.FilterAhead;
import dev.lodur.segment.filter.FilterProbe;
import dev.lodur.segment.filter.FilterRead;
import dev.lodur.segment.filter.FilterRows;
import dev.lodur.segment.filter.Needle;
import dev.lodur.store.CatalogEntry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Finds the blocks of segments that may hold rows of a query: by the index alone by time, then streams, then metadata, and
 * by the filter where there is one.
 *
 * <p>Thread-safe. Keeps the buffers that blocks are decoded in for the next ones; {@link #close} frees them.
 */
public final class SegmentCandidates implements AutoCloseable {
    /** As long as another request takes about so many bytes could be read. */
    private static final int REQUEST_BYTES = 32 << 10;

    private final ArrayBlockingQueue<SegmentScratch> scratches;
    private final int requestBytes;

    /** @param scratchesMax buffers that are kept while no block uses them, of about 2 MiB each */
    public SegmentCandidates(int scratchesMax) {
        this(scratchesMax, REQUEST_BYTES);
    }

    /** @param requestBytes how many bytes cost as much as a request more: so small segments are not asked for filters */
    SegmentCandidates(int scratchesMax, int requestBytes) {
        this.scratches = new ArrayBlockingQueue<>(scratchesMax);
        this.requestBytes = requestBytes;
    }

    /**
     * The candidates of a segment in the order of its blocks.
     *
     * @param distinct whether no two rows of the segment are the same entry
     */
    public List<BlockCandidate> of(Segment segment, LogQueryPlan plan, TimeRange range, boolean distinct) {
        return List.copyOf(blocks(segment, plan, range, distinct));
    }

    /**
     * What is read of a segment's filter at the same time as its index, so that nothing waits for that; nothing where
     * reading the segment itself would not take longer.
     */
    public FilterAhead ahead(CatalogEntry entry, LogQueryPlan plan, RangeReader reader) {
        FilterRows rows = FilterRows.decode(entry.filterRows());
        if (rows == null) {
            return FilterAhead.NONE;
        }
        FilterAhead ahead = FilterAhead.of(rows, needle(entry, plan), reader);
        return cost(ahead.reads()) < entry.sizeBytes() - entry.indexLengthBytes() - rows.sizeBytes()
                ? ahead
                : FilterAhead.NONE;
    }

    private static Needle needle(CatalogEntry entry, LogQueryPlan plan) {
        return entry.labelSummary().length == 0
                ? plan.needles().lines()
                : LabelSummary.decode(entry.labelSummary())
                        .names()
                        .map(plan.needles()::of)
                        .orElseGet(plan.needles()::lines);
    }

    /**
     * The same as {@link #of}, of which the segment's filter may leave fewer; it is not asked where that would take longer.
     *
     * @param ahead what has been read of the filter already
     */
    public PrunedBlocks pruned(
            Segment segment, LogQueryPlan plan, TimeRange range, boolean distinct, FilterAhead ahead) {
        List<SegmentBlock> blocks = blocks(segment, plan, range, distinct);
        if (blocks.size() < 2) {
            return new PrunedBlocks(blocks, null);
        }
        FilterProbe probe =
                segment.probe(plan.needles().of(segment.index().streams().names()), ahead);
        return new PrunedBlocks(blocks, probe != null && isWorthwhile(probe, blocks) ? probe : null);
    }

    private boolean isWorthwhile(FilterProbe probe, List<SegmentBlock> blocks) {
        return cost(probe.reads())
                < blocks.stream().mapToLong(SegmentBlock::storedBytes).sum();
    }

    private long cost(List<FilterRead> reads) {
        return reads.stream()
                .mapToLong(read -> requestBytes + read.lengthBytes())
                .sum();
    }

    private List<SegmentBlock> blocks(Segment segment, LogQueryPlan plan, TimeRange range, boolean distinct) {
        SegmentIndex index = segment.index();
        BitSet streams = plan.selector().matching(index.streams());
        List<SegmentBlock> candidates = new ArrayList<>();
        if (streams.isEmpty()) {
            return candidates;
        }
        List<LogQueryPlan.TextCondition> conditions = onMetadataOnly(plan, index);
        for (int block = 0; block < index.blockCount(); block++) {
            if (range.overlaps(index.blocks().minNanos()[block], index.blocks().maxNanos()[block])
                    && hasRun(index, block, streams, range)
                    && metadataMayMatch(index.metadata(), block, conditions)) {
                candidates.add(new SegmentBlock(segment, block, plan, range, distinct, this));
            }
        }
        return candidates;
    }

    /** Conditions on names that no stream has and that no stage makes, so that only metadata can fulfil them. */
    private static List<LogQueryPlan.TextCondition> onMetadataOnly(LogQueryPlan plan, SegmentIndex index) {
        List<String> streamNames = index.streams().names();
        return plan.textConditions().stream()
                .filter(condition -> !condition.label().startsWith(Row.ERROR_PREFIX))
                .filter(condition -> !ExposedNames.hasSuffix(condition.label()))
                .filter(condition -> !streamNames.contains(condition.label()))
                .toList();
    }

    private static boolean hasRun(SegmentIndex index, int block, BitSet streams, TimeRange range) {
        RunTable runs = index.runs();
        for (int run = index.blocks().firstRun()[block]; run < index.blocks().firstRun()[block + 1]; run++) {
            if (streams.get(runs.stream()[run]) && range.overlaps(runs.minNanos()[run], runs.maxNanos()[run])) {
                return true;
            }
        }
        return false;
    }

    private static boolean metadataMayMatch(
            MetadataTable metadata, int block, List<LogQueryPlan.TextCondition> conditions) {
        for (LogQueryPlan.TextCondition condition : conditions) {
            if (!metadata.mayMatch(block, condition.label(), condition.test()::matches)) {
                return false;
            }
        }
        return true;
    }

    SegmentScratch borrow() {
        SegmentScratch scratch = scratches.poll();
        return scratch == null ? new SegmentScratch() : scratch;
    }

    void giveBack(SegmentScratch scratch) {
        if (!scratches.offer(scratch)) {
            scratch.close();
        }
    }

    /** Frees what is kept; blocks that are in use free theirs when they are released. */
    @Override
    public void close() {
        List<SegmentScratch> kept = new ArrayList<>();
        scratches.drainTo(kept);
        kept.forEach(SegmentScratch::close);
    }
}
