package dev.lodur.compactor.command;

import dev.lodur.compaction.retention.RetentionPlanner;
import dev.lodur.compaction.retention.RetentionReport;
import dev.lodur.compaction.retention.SegmentIndexes;
import dev.lodur.compaction.retention.SizeBounds;
import dev.lodur.compactor.BucketInventory;
import dev.lodur.config.LokiConfig;
import dev.lodur.model.HumanBytes;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogReader;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.Freshness;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectStore;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * Prints what retention would remove now, and changes nothing. It lists the bucket, reads each catalog, and the index of
 * each segment of which something else does not tell enough.
 */
public final class RetentionDryRun {
    private static final int CATALOG_DAYS_MAX = 1000;
    private static final Freshness ANY_OF_THIS_RUN = new Freshness.MaxAge(Duration.ofHours(1));

    private final ObjectStore store;
    private final ObjectNames names;
    private final CatalogReader catalogs;
    private final LokiConfig config;
    private final TenantLimits.Source limits;
    private final Clock clock;

    public RetentionDryRun(
            ObjectStore store,
            ObjectNames names,
            CatalogObjects objects,
            LokiConfig config,
            TenantLimits.Source limits,
            Clock clock) {
        this.store = store;
        this.names = names;
        this.catalogs = new CatalogReader(objects, System::nanoTime, CATALOG_DAYS_MAX);
        this.config = config;
        this.limits = limits;
        this.clock = clock;
    }

    /** Prints the report; 0 where every day could be looked at, else 1. Throws where the bucket does not answer. */
    public int run(PrintStream out) {
        if (!config.limits().retention().enabled()) {
            out.println("retention is off, all lines are kept for ever: compactor.retention_enabled is not true");
            return 0;
        }
        BucketInventory inventory = BucketInventory.of(store, names);
        long strayBytes = inventory.strayBytes(catalogs(inventory.days()));
        SizeBounds bounds = new SizeBounds(
                config.compactor().retentionBytesMax(), config.compactor().maxCompactionParallelism());
        RetentionPlanner planner = new RetentionPlanner(
                catalogs,
                limits,
                SegmentIndexes.in(store),
                bounds,
                config.compactor().segmentAgeMin(),
                clock);
        RetentionReport report = RetentionReport.of(planner, inventory.days(), strayBytes);
        out.print(report.text());
        out.println("in the bucket: " + HumanBytes.format(inventory.sizeBytes()) + ", of that segments that no catalog"
                + " names: " + HumanBytes.format(strayBytes));
        return report.failures().isEmpty() ? 0 : 1;
    }

    /** Those that can be read; of the others the report says why not. */
    private List<DayCatalog> catalogs(Map<Tenant, SortedSet<LocalDate>> days) {
        return days.entrySet().stream()
                .flatMap(ofTenant -> ofTenant.getValue().stream().flatMap(day -> catalog(ofTenant.getKey(), day)))
                .toList();
    }

    private Stream<DayCatalog> catalog(Tenant tenant, LocalDate day) {
        try {
            return Stream.of(catalogs.read(tenant, day, ANY_OF_THIS_RUN));
        } catch (LodurException e) {
            if (!e.code().isOfStoredBytes()) {
                throw e;
            }
            return Stream.empty();
        }
    }
}
