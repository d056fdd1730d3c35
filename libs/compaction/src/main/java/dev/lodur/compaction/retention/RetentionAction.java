package dev.lodur.compaction.retention;

import dev.lodur.compaction.RowFilter;
import dev.lodur.store.CatalogEntry;

/** What retention does with a live segment. */
public sealed interface RetentionAction {
    CatalogEntry entry();

    /**
     * It stays as it is.
     *
     * @param untilNanos before which that does not change as long as the rules do not
     */
    record Keep(CatalogEntry entry, long untilNanos) implements RetentionAction {}

    /** Everything in it is expired: it goes as a whole. */
    record Drop(CatalogEntry entry, RetentionReason reason) implements RetentionAction {}

    /**
     * All streams of a period in it are expired and others are not: it is written again without them.
     *
     * @param rows that go for that at least; more may be expired in streams of other periods
     * @param lineBytes of these rows
     */
    record Rewrite(CatalogEntry entry, RowFilter filter, RetentionReason reason, long rows, long lineBytes)
            implements RetentionAction {}
}
