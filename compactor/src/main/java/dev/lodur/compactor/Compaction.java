package dev.lodur.compactor;

import dev.lodur.compaction.CompactionPlan;
import dev.lodur.compaction.CompactionPolicy;
import dev.lodur.compaction.MergeProgress;
import dev.lodur.compaction.RemovedObjects;
import dev.lodur.compaction.Rewrite;
import dev.lodur.compaction.RewriteResult;
import dev.lodur.compaction.SegmentRewriter;
import dev.lodur.compaction.retention.RetentionRules;
import dev.lodur.model.LodurException;
import dev.lodur.model.TenantLimits;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.ObjectStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Merges what is due, day by day, and deletes the objects of what was merged before. One merge at a time, each planned by
 * a catalog that was read for it. What is wrong with a day is told in the log and keeps no other from its turn. Work is
 * done by one thread; what is said of it may be asked by any.
 */
final class Compaction implements Chore {
    private static final System.Logger LOGGER = System.getLogger(Compaction.class.getName());

    private final CompactorLock lock;
    private final ObjectStore store;
    private final CatalogStore catalogs;
    private final SegmentRewriter rewriter;
    private final RemovedObjects removed;
    private final TenantLimits.Source limits;
    private final Clock clock;
    private final CompactorMetrics metrics;
    private volatile @Nullable MergeProgress running;

    Compaction(
            CompactorLock lock,
            ObjectStore store,
            CatalogStore catalogs,
            SegmentRewriter rewriter,
            RemovedObjects removed,
            TenantLimits.Source limits,
            Clock clock,
            CompactorMetrics metrics) {
        this.lock = lock;
        this.store = store;
        this.catalogs = catalogs;
        this.rewriter = rewriter;
        this.removed = removed;
        this.limits = limits;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** The merge that is at work, or null. */
    @Nullable MergeProgress running() {
        return running;
    }

    @Override
    public boolean run(Round round) {
        boolean changed = false;
        for (DayCatalog day : round.days()) {
            while (round.mayGoOn().getAsBoolean() && mergeOne(day, round.policy())) {
                changed = true;
            }
        }
        boolean deleted = deleteRemoved(round.days(), round.mayGoOn());
        return changed || deleted;
    }

    /** Whether a merge of the day was due and is done. */
    private boolean mergeOne(DayCatalog known, CompactionPolicy policy) {
        if (plan(known, policy).isEmpty()) {
            return false;
        }
        DayCatalog catalog = catalogs.read(known.tenant(), known.day());
        Optional<CompactionPlan> plan = plan(catalog, policy);
        return plan.isPresent() && merge(catalog, plan.get());
    }

    private Optional<CompactionPlan> plan(DayCatalog catalog, CompactionPolicy policy) {
        return CompactionPlan.next(catalog, policy, rewriter.damaged(), clock.millis());
    }

    private boolean merge(DayCatalog catalog, CompactionPlan plan) {
        RetentionRules rules = RetentionRules.of(limits.of(catalog.tenant()).retention());
        Rewrite rewrite = Rewrite.merge(catalog.tenant(), catalog.day(), plan, rules::classOf);
        try {
            RewriteResult result = rewriter.rewrite(rewrite, progress -> running = progress);
            metrics.merged(plan.level(), result);
            LOGGER.log(System.Logger.Level.INFO, text(rewrite, result));
            return true;
        } catch (LodurException e) {
            metrics.mergeFailed(plan.level());
            PartialFailure.tellOrThrow(
                    "segments of " + rewrite.tenant() + " for " + rewrite.day() + " were not merged", e);
            return false;
        } finally {
            running = null;
        }
    }

    private static String text(Rewrite rewrite, RewriteResult result) {
        return "merged " + result.inputs() + " segments of " + rewrite.tenant() + " for " + rewrite.day() + " into "
                + result.outputs() + " of level " + rewrite.level() + ": " + result.inputRows() + " rows in "
                + result.inputBytes() + " bytes became " + result.outputRows() + " rows in " + result.outputBytes();
    }

    private boolean deleteRemoved(List<DayCatalog> days, BooleanSupplier mayGoOn) {
        if (days.stream().allMatch(day -> day.removed().isEmpty())) {
            return false;
        }
        long storeMillis = store.nowMillis();
        int deleted = 0;
        for (DayCatalog day : days) {
            if (mayGoOn.getAsBoolean() && removed.isDue(day, storeMillis)) {
                deleted += removed.delete(day.tenant(), day.day(), lock::confirm);
            }
        }
        metrics.deletedReplaced(deleted);
        return deleted > 0;
    }
}
