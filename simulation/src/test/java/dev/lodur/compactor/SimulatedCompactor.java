package dev.lodur.compactor;

import dev.lodur.compaction.CompactionPolicy;
import dev.lodur.compaction.RemovedObjects;
import dev.lodur.compaction.SegmentRewriter;
import dev.lodur.compaction.Workspace;
import dev.lodur.compaction.repair.CatalogCopyReader;
import dev.lodur.compaction.retention.BucketRewriter;
import dev.lodur.compaction.retention.RetentionMetrics;
import dev.lodur.compaction.retention.RetentionPlanner;
import dev.lodur.compaction.retention.SegmentIndexes;
import dev.lodur.compaction.retention.SizeBounds;
import dev.lodur.lokiapi.read.DeleteQuery;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import dev.lodur.model.file.FileLayer;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogReader;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ConditionalCatalogObjects;
import dev.lodur.store.DeleteLog;
import dev.lodur.store.DeletesReader;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectStore;
import dev.lodur.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A compactor of one process with all its chores, as production wires it, whose rounds are run by who has it. */
public final class SimulatedCompactor {
    /** How long replaced objects stay: Loki's {@code retention_delete_delay}. */
    public static final Duration GRACE = Duration.ofHours(2);
    /** How long a delete request can be taken back. */
    public static final Duration CANCEL_PERIOD = Duration.ofMinutes(16);
    /** Twice the time for which a reader may go on with a catalog that it has read. */
    public static final Duration SETTLING = Duration.ofMinutes(12);

    private static final Path FOLDER = Path.of("/merges");
    private static final Duration INTERVAL_MAX = Duration.ofDays(365);
    private static final int DAYS_MAX = 100;
    private static final long MERGE_BYTES_MAX = 8 << 20;

    private final ObjectStore store;
    private final ObjectNames names;
    private final TenantLimits limits;
    private final ManualClock clock;
    private final CatalogObjects objects;
    private final CatalogStore catalogs;
    private final SegmentRewriter rewriter;
    private final DeleteLog deletes;
    private final Compactor compactor;

    /** @param files of the process alone, for its merges */
    public SimulatedCompactor(
            ObjectStore store, ObjectNames names, FileLayer files, TenantLimits limits, ManualClock clock) {
        this.store = store;
        this.names = names;
        this.limits = limits;
        this.clock = clock;
        this.objects = new ConditionalCatalogObjects(store, names);
        this.catalogs = new CatalogStore(objects, clock, millis -> {}, new Random(1));
        this.rewriter = new SegmentRewriter(
                store, names, catalogs, () -> Workspace.open(files, FOLDER), clock, new Random(), MERGE_BYTES_MAX);
        this.deletes =
                new DeleteLog(objects, new DeletesReader(objects, clock, DAYS_MAX), clock, millis -> {}, new Random(1));
        this.compactor = compactor();
    }

    private Compactor compactor() {
        NamedObjects named = new NamedObjects(catalogs, objects, names, new CatalogCopyReader(store, names));
        return new Compactor(
                CompactorLock.ALONE,
                new OrphanSweep(store, names, named, CompactorLock.ALONE),
                () -> BucketInventory.of(store, names),
                new CatalogSurvey(new CatalogReader(objects, clock, DAYS_MAX), clock),
                new Compaction(
                        CompactorLock.ALONE,
                        store,
                        catalogs,
                        rewriter,
                        new RemovedObjects(store, catalogs, GRACE),
                        tenant -> limits,
                        clock,
                        CompactorMetrics.NONE),
                List.of(deleting(), retention()),
                CompactionPolicy.DEFAULT,
                clock,
                CompactorMetrics.NONE);
    }

    private Deleting deleting() {
        return new Deleting(
                new PendingDeletes(deletes, DeleteMetrics.NONE),
                deletes,
                rewriter,
                SegmentIndexes.in(store),
                () -> Long.MAX_VALUE,
                tenant -> limits,
                new Deleting.Settings(CANCEL_PERIOD, SETTLING),
                clock,
                DeleteMetrics.NONE);
    }

    private Retention retention() {
        RetentionPlanner planner = new RetentionPlanner(
                new CatalogReader(objects, clock, DAYS_MAX),
                tenant -> limits,
                SegmentIndexes.in(store),
                SizeBounds.NONE,
                CompactionPolicy.DEFAULT.ageMin(),
                clock);
        BucketRewriter bucketRewriter =
                new BucketRewriter(rewriter, tenant -> limits, progress -> {}, deletes::expiredBefore);
        return new Retention(planner, bucketRewriter, RetentionMetrics.NONE, Duration.ZERO, clock);
    }

    /**
     * Runs one round.
     *
     * @throws LodurException where it fails
     */
    public void round() {
        compactor.run();
        String failure = compactor.report().lastFailure();
        if (!failure.isEmpty()) {
            throw new LodurException(ErrorCode.UNAVAILABLE, failure);
        }
    }

    /** Takes a delete request in, as by the API. */
    public void delete(Tenant tenant, DeleteQuery query) {
        DeleteRequests.Settings settings = new DeleteRequests.Settings(CANCEL_PERIOD, INTERVAL_MAX);
        new DeleteRequests(deletes, settings, clock, new Random(1), DeleteMetrics.NONE).add(tenant, query);
    }

    /** Whether every delete request of a tenant is processed. */
    public boolean hasProcessedAll(Tenant tenant) {
        return deletes.pending(tenant).isEmpty();
    }
}
