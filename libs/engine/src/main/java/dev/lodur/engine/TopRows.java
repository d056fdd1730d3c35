package dev.lodur.engine;

import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.StreamId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The first rows of a query in its direction, each entry once: a heap of at most {@code limit} rows with the last of them
 * on top, and the identities of those in it. Not thread-safe.
 */
final class TopRows {
    private final Direction direction;
    private final int limit;
    private final MemoryBudget budget;
    private final QueryStatistics statistics;
    private final PriorityQueue<SelectedRow> heap;
    private final Set<StreamId> identities = new HashSet<>();
    private final RowIdentity rowIdentity = new RowIdentity();

    /** Keeps at most {@code limit} rows; 0 for all. */
    TopRows(Direction direction, int limit, MemoryBudget budget, QueryStatistics statistics) {
        this.direction = direction;
        this.limit = limit == 0 ? Integer.MAX_VALUE : limit;
        this.budget = budget;
        this.statistics = statistics;
        this.heap = new PriorityQueue<>(order(direction).reversed());
    }

    static Comparator<SelectedRow> order(Direction direction) {
        return direction == Direction.FORWARD ? SelectedRow::compareForward : (a, b) -> b.compareForward(a);
    }

    boolean isFull() {
        return heap.size() >= limit;
    }

    /** Whether a row of this time could still get in; ties are decided by {@link #offer}. */
    boolean mayAccept(long timestampNanos) {
        SelectedRow last = heap.peek();
        if (!isFull() || last == null) {
            return true;
        }
        return direction == Direction.FORWARD
                ? timestampNanos <= last.timestampNanos()
                : timestampNanos >= last.timestampNanos();
    }

    /** Offers the selected rows of a batch; those that get in are copied. */
    void offer(RowBatch batch, long firstSequence) {
        RowBlock block = batch.block();
        Selection selection = batch.selection();
        int row = selection.next(0);
        if (row < 0) {
            return;
        }
        long[] timestamps = block.timestamps();
        rowIdentity.begin(block);
        int run = 0;
        for (; row >= 0; row = selection.next(row + 1)) {
            while (row >= block.runStart(run + 1)) {
                run++;
            }
            if (mayAccept(timestamps[row])) {
                offer(copy(batch, row, block.labels(run), firstSequence + row));
            }
        }
    }

    private SelectedRow copy(RowBatch batch, int row, Labels stream, long sequence) {
        RowBlock block = batch.block();
        byte[] line = Arrays.copyOfRange(
                block.lines().bytes(), block.lines().start(row), block.lines().end(row));
        return new SelectedRow(
                block.timestamps()[row],
                sequence,
                stream,
                block.metadata().at(row),
                batch.derived(row),
                line,
                rowIdentity.of(row));
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
