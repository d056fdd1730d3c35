package dev.lodur.engine;

import dev.lodur.engine.row.Row;
import dev.lodur.model.TimeRange;
import dev.lodur.segment.MetadataTable;
import dev.lodur.segment.RunTable;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.SegmentScratch;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Finds the blocks of segments that may hold rows of a query, by the index alone: time, then streams, then metadata.
 *
 * <p>Thread-safe. Keeps the buffers that blocks are decoded in for the next ones; {@link #close} frees them.
 */
public final class SegmentCandidates implements AutoCloseable {
    private final ArrayBlockingQueue<SegmentScratch> scratches;

    /** @param scratchesMax buffers that are kept while no block uses them, of about 2 MiB each */
    public SegmentCandidates(int scratchesMax) {
        this.scratches = new ArrayBlockingQueue<>(scratchesMax);
    }

    /**
     * The candidates of a segment in the order of its blocks.
     *
     * @param distinct whether no two rows of the segment are the same entry
     */
    public List<BlockCandidate> of(Segment segment, LogQueryPlan plan, TimeRange range, boolean distinct) {
        SegmentIndex index = segment.index();
        BitSet streams = plan.selector().matching(index.streams());
        List<BlockCandidate> candidates = new ArrayList<>();
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
