package dev.lodur.engine;

import dev.lodur.model.RowBlock;
import dev.lodur.model.TimeRange;

/**
 * Finds the rows of a block that a query wants: by stream, by time, by the stages of the plan, not deleted. Immutable and
 * thread-safe; the batch it works on is not.
 */
final class RowSelector {
    private final LogQueryPlan plan;
    private final TimeRange range;
    private final QueryStatistics statistics;
    private final Deletions deletions;

    RowSelector(LogQueryPlan plan, TimeRange range, QueryStatistics statistics) {
        this(plan, range, statistics, Deletions.NONE);
    }

    /** @param deletions of the tenant whose blocks these are: such rows are not found */
    RowSelector(LogQueryPlan plan, TimeRange range, QueryStatistics statistics, Deletions deletions) {
        this.deletions = deletions;
        this.plan = plan;
        this.range = range;
        this.statistics = statistics;
    }

    /** Whether a block can have such rows, as far as is known without reading it. */
    boolean mayMatch(BlockCandidate candidate) {
        if (!range.overlaps(candidate.minTimestampNanos(), candidate.maxTimestampNanos())) {
            return false;
        }
        for (int run = 0; run < candidate.runs(); run++) {
            if (plan.selector().matches(candidate.labels(run))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Leaves exactly the surviving rows selected in the batch.
     *
     * @param allInTime whether every row of the block is known to lie in the range
     */
    void select(RowBlock block, boolean allInTime, RowBatch batch) {
        batch.begin(block);
        selectStreams(block, batch.selection());
        if (!allInTime && !batch.selection().isEmpty()) {
            dropOutOfTime(block, batch.selection());
        }
        int candidates = batch.selection().count();
        if (candidates == 0) {
            return;
        }
        for (RowStage stage : plan.stages()) {
            stage.apply(batch);
        }
        // Last, because few rows are left then.
        deletions.dropFrom(batch);
        statistics.processed(candidates, candidateBytes(block, candidates));
        if (plan.program().isEmpty()) {
            statistics.survived(batch.selection().count());
        }
    }

    /** The share of the block's bytes that belongs to the candidates, without walking over them. */
    private static long candidateBytes(RowBlock block, int candidates) {
        long bytes = (long) block.lines().endByte() - block.lines().firstByte();
        return candidates == block.rows() ? bytes : bytes * candidates / block.rows();
    }

    private void selectStreams(RowBlock block, Selection selection) {
        for (int run = 0; run < block.runs(); run++) {
            if (plan.selector().matches(block.labels(run))) {
                selection.setRange(block.runStart(run), block.runStart(run + 1));
            }
        }
    }

    private void dropOutOfTime(RowBlock block, Selection selection) {
        long[] timestamps = block.timestamps();
        for (int row = selection.next(0); row >= 0; row = selection.next(row + 1)) {
            if (!range.contains(timestamps[row])) {
                selection.clear(row);
            }
        }
    }
}
