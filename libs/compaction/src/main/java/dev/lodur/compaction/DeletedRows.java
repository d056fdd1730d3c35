package dev.lodur.compaction;

import dev.lodur.engine.Deletion;
import dev.lodur.engine.Deletions;
import dev.lodur.model.RowBlock;
import dev.lodur.segment.LabelSummary;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.DeleteRequest;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongConsumer;

/** The rows that delete requests of one tenant want removed. Immutable and thread-safe if who is told is. */
public final class DeletedRows implements RowFilter {
    private final Deletions deletions;
    private final LongConsumer onDropped;

    private DeletedRows(Deletions deletions, LongConsumer onDropped) {
        this.deletions = deletions;
        this.onDropped = onDropped;
    }

    /**
     * The rows of some requests, pending ones or others.
     *
     * @param onDropped told how many rows of each block that has any; of a rewriting that fails too
     */
    public static DeletedRows of(List<DeleteRequest> requests, LongConsumer onDropped) {
        return new DeletedRows(Deletions.of(requests.stream().map(Deletion::of).toList()), onDropped);
    }

    @Override
    public BitSet dropped(RowBlock block) {
        BitSet deleted = deletions.in(block);
        if (!deleted.isEmpty()) {
            onDropped.accept(deleted.cardinality());
        }
        return deleted;
    }

    /** Whether a segment may hold such rows, by what its catalog says; never false where it does. */
    public boolean mayTouch(CatalogEntry segment) {
        long min = segment.minTimestampNanos();
        long max = segment.maxTimestampNanos();
        return segment.labelSummary().length == 0
                ? deletions.overlaps(min, max)
                : deletions.mayTouch(LabelSummary.decode(segment.labelSummary()), min, max);
    }

    /** Whether a segment may hold such rows, by its index: times and streams of its runs; never false where it does. */
    public boolean mayTouch(SegmentIndex index) {
        return deletions.mayTouch(index);
    }
}
