package dev.lodur.compaction.retention;

import dev.lodur.compaction.MergeProgress;
import dev.lodur.compaction.Rewrite;
import dev.lodur.compaction.RowFilter;
import dev.lodur.compaction.SegmentRewriter;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import dev.lodur.store.CatalogEntry;
import java.time.LocalDate;
import java.util.List;
import java.util.function.ObjLongConsumer;

/** Changes the bucket for retention; what is rewritten is kept apart by class on that occasion. For one thread. */
public final class BucketRewriter implements Rewriter {
    private final SegmentRewriter segments;
    private final TenantLimits.Source limits;
    private final MergeProgress.Listener progress;
    private final ObjLongConsumer<Tenant> expired;

    /** @param expired notes what {@link Rewriter#expired} is told */
    public BucketRewriter(
            SegmentRewriter segments,
            TenantLimits.Source limits,
            MergeProgress.Listener progress,
            ObjLongConsumer<Tenant> expired) {
        this.segments = segments;
        this.limits = limits;
        this.progress = progress;
        this.expired = expired;
    }

    @Override
    public void drop(Tenant tenant, LocalDate day, List<CatalogEntry> entries) {
        segments.drop(tenant, day, entries);
    }

    @Override
    public void rewrite(Tenant tenant, LocalDate day, CatalogEntry entry, RowFilter filter) {
        RetentionRules rules = RetentionRules.of(limits.of(tenant).retention());
        int level = Math.max(1, entry.level());
        var _ = segments.rewrite(new Rewrite(tenant, day, List.of(entry), level, filter, 0, rules::classOf), progress);
    }

    @Override
    public void expired(Tenant tenant, long beforeNanos) {
        expired.accept(tenant, beforeNanos);
    }
}
