package dev.lodur.engine;

import dev.lodur.logql.LabelMatcher;
import dev.lodur.logql.MatchType;
import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of one query in some ranges of time, ready to be found in blocks. Immutable and thread-safe.
 *
 * @param ranges sorted, without touching each other
 */
record DeletedLines(StreamSelector selector, List<RowStage> stages, List<TimeRange> ranges) {
    DeletedLines {
        ranges = List.copyOf(ranges);
    }

    /** The same of streams that carry the label that tells whose they are. */
    DeletedLines ofTenant(Tenant tenant) {
        List<LabelMatcher> matchers = new ArrayList<>(selector.matchers());
        matchers.add(new LabelMatcher(TenantLabel.NAME, MatchType.EQUAL, tenant.id()));
        return new DeletedLines(StreamSelector.of(matchers), stages, ranges);
    }

    boolean mayBeOf(Labels stream, long minNanos, long maxNanos) {
        return overlaps(minNanos, maxNanos) && selector.matches(stream);
    }

    boolean overlaps(long minNanos, long maxNanos) {
        for (TimeRange range : ranges) {
            if (range.overlaps(minNanos, maxNanos)) {
                return true;
            }
        }
        return false;
    }

    private boolean contains(long nanos) {
        for (TimeRange range : ranges) {
            if (range.contains(nanos)) {
                return true;
            }
        }
        return false;
    }

    /** Takes those of the selected rows out of a batch that are such lines; labels that the rows were given stay. */
    void dropFrom(RowBatch batch) {
        Selection found = batch.borrow();
        find(batch.block(), batch.selection(), found);
        if (!found.isEmpty() && !stages.isEmpty()) {
            filter(batch.inner(), found);
        }
        batch.selection().andNot(found);
        batch.giveBack(found);
    }

    private void find(RowBlock block, Selection selected, Selection found) {
        for (int run = 0; run < block.runs(); run++) {
            int end = block.runStart(run + 1);
            int row = selected.next(block.runStart(run));
            if (row >= 0 && row < end && selector.matches(block.labels(run))) {
                for (; row >= 0 && row < end; row = selected.next(row + 1)) {
                    if (contains(block.timestamps()[row])) {
                        found.set(row);
                    }
                }
            }
        }
    }

    /** Filters look at the rows as they are stored, not at what the query has made of them. */
    private void filter(RowBatch stored, Selection found) {
        stored.selection().or(found);
        for (RowStage stage : stages) {
            stage.apply(stored);
        }
        found.and(stored.selection());
    }
}
