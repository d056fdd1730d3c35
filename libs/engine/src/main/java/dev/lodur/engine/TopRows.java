package dev.lodur.engine;

import dev.lodur.model.RowBlock;
import dev.lodur.model.StreamId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of a query in its direction, each entry once: a heap of at most {@code limit} rows with the last of them
 * on top, and the identities of those in it. Not thread-safe.
 */
final class TopRows {
    private final Direction direction;
    private final int limit;
    private final ResultBudget budget;
    private final QueryStatistics statistics;
    private final PriorityQueue<SelectedRow> heap;
    private final Set<StreamId> identities = new HashSet<>();
    private final RowIdentity rowIdentity = new RowIdentity();
    private final long outerBoundNanos;
    private volatile long boundNanos;

    /** Keeps at most {@code limit} rows; 0 for all. */
    TopRows(Direction direction, int limit, ResultBudget budget, QueryStatistics statistics) {
        this(direction, limit, budget, statistics, direction == Direction.FORWARD ? Long.MAX_VALUE : Long.MIN_VALUE);
    }

    private TopRows(
            Direction direction, int limit, ResultBudget budget, QueryStatistics statistics, long outerBoundNanos) {
        this.outerBoundNanos = outerBoundNanos;
        this.boundNanos = outerBoundNanos;
        this.direction = direction;
        this.limit = limit == 0 ? Integer.MAX_VALUE : limit;
        this.budget = budget;
        this.statistics = statistics;
        this.heap = new PriorityQueue<>(order(direction).reversed());
    }

    static Comparator<SelectedRow> order(Direction direction) {
        return direction == Direction.FORWARD ? SelectedRow::compareForward : (a, b) -> b.compareForward(a);
    }

    /**
     * A collector for a part of the rows, which are drained into this one later: it leaves out what this one would refuse
     * already. The only method that other threads may call.
     */
    TopRows forPart() {
        return new TopRows(direction, limit == Integer.MAX_VALUE ? 0 : limit, budget, statistics, boundNanos);
    }

    private boolean isFull() {
        return heap.size() >= limit;
    }

    /** Whether a row of this time could still get in; ties are decided by {@link #offer}. */
    boolean mayAccept(long timestampNanos) {
        return direction == Direction.FORWARD ? timestampNanos <= boundNanos : timestampNanos >= boundNanos;
    }

    /** Offers the selected rows of a batch, best first as far as that is known; those that get in are copied. */
    void offer(RowBatch batch, long firstSequence) {
        offer(batch, firstSequence, null);
    }

    /** Offers those of the selected rows that a pipeline keeps; it only sees rows that could get in. */
    void offer(RowBatch batch, long firstSequence, @Nullable RowPipeline pipeline) {
        RowBlock block = batch.block();
        Selection selection = batch.selection();
        if (selection.isEmpty()) {
            return;
        }
        long[] timestamps = block.timestamps();
        rowIdentity.begin(block);
        for (int run = 0; run < block.runs(); run++) {
            int from = block.runStart(run);
            int to = block.runStart(run + 1);
            // Times rise within a run, so the first one that is refused ends it.
            boolean forward = direction == Direction.FORWARD;
            int row = forward ? selection.next(from) : selection.previous(to - 1);
            while (row >= from && row < to && mayAccept(timestamps[row])) {
                if (pipeline == null) {
                    offer(SelectedRow.of(batch, row, run, firstSequence + row, rowIdentity.of(row, run)));
                } else if (pipeline.keeps(row, run)) {
                    offer(SelectedRow.of(pipeline.row(), firstSequence + row, rowIdentity.of(row, run)));
                }
                row = forward ? selection.next(row + 1) : selection.previous(row - 1);
            }
        }
    }

    void offer(SelectedRow row) {
        SelectedRow last = heap.peek();
        if (isFull() && last != null && order(direction).compare(row, last) >= 0) {
            return;
        }
        if (!identities.add(row.identity())) {
            statistics.duplicate();
            return;
        }
        budget.take(row.sizeBytes());
        heap.add(row);
        if (heap.size() > limit) {
            SelectedRow dropped = heap.remove();
            identities.remove(dropped.identity());
            budget.giveBack(dropped.sizeBytes());
        }
        tightenBound();
    }

    private void tightenBound() {
        SelectedRow worst = heap.peek();
        if (isFull() && worst != null) {
            long own = worst.timestampNanos();
            boundNanos =
                    direction == Direction.FORWARD ? Math.min(own, outerBoundNanos) : Math.max(own, outerBoundNanos);
        }
    }

    /** Moves all rows over to another collector. */
    void drainTo(TopRows other) {
        for (SelectedRow row : heap) {
            budget.giveBack(row.sizeBytes());
            other.offer(row);
        }
        heap.clear();
        identities.clear();
    }

    /** The rows in the order of the direction. */
    List<SelectedRow> sorted() {
        List<SelectedRow> rows = new ArrayList<>(heap);
        rows.sort(order(direction));
        return rows;
    }
}
