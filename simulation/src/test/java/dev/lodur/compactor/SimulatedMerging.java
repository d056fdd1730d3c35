package dev.lodur.compactor;

import dev.lodur.compaction.CompactionPolicy;
import dev.lodur.compaction.RemovedObjects;
import dev.lodur.compaction.SegmentRewriter;
import dev.lodur.compaction.Workspace;
import dev.lodur.model.TenantLimits;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogReader;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectStore;
import dev.lodur.testkit.CrashingFileLayer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** The merges of one process, and its deletion of what was merged. */
public final class SimulatedMerging {
    private static final Path FOLDER = Path.of("/merges");
    private static final int DAYS_MAX = 100;
    private static final long MERGE_BYTES_MAX = 8 << 20;

    private final ObjectStore store;
    private final ObjectNames names;
    private final CompactorLock lock;
    private final CatalogSurvey survey;
    private final Compaction compaction;

    public SimulatedMerging(
            ObjectStore store,
            ObjectNames names,
            CatalogStore catalogs,
            CatalogObjects objects,
            CompactorLock lock,
            Clock clock,
            LongSupplier nanoClock,
            RandomGenerator random) {
        CrashingFileLayer files = new CrashingFileLayer();
        SegmentRewriter rewriter = new SegmentRewriter(
                store, names, catalogs, () -> Workspace.open(files, FOLDER), clock, random, MERGE_BYTES_MAX);
        this.store = store;
        this.names = names;
        this.lock = lock;
        this.survey = new CatalogSurvey(new CatalogReader(objects, nanoClock, DAYS_MAX), clock);
        this.compaction = new Compaction(
                lock,
                store,
                catalogs,
                rewriter,
                new RemovedObjects(store, catalogs, SimulatedCompactor.GRACE),
                tenant -> TenantLimits.DEFAULTS,
                clock,
                CompactorMetrics.NONE);
    }

    /**
     * Runs one round over all days.
     *
     * @param eager whether merges wait for no more to come
     */
    public void round(boolean eager) {
        List<DayCatalog> days = survey.read(BucketInventory.of(store, names).days());
        CompactionPolicy policy = eager ? CompactionPolicy.DEFAULT.eager() : CompactionPolicy.DEFAULT;
        boolean _ = compaction.run(new Round(days, policy, 0, lock::isLeading));
    }
}
