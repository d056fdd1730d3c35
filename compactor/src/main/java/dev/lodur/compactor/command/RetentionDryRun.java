package dev.lodur.compactor.command;

import dev.lodur.compaction.retention.BucketBytes;
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
import dev.lodur.store.Freshness;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectStore;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedSet;

/**
 * Prints what retention would remove now, and changes nothing. It lists the bucket, reads each catalog, and the index of
 * each segment of which something else does not tell enough.
 *
 * <p>What retention let go of before and is still in the bucket counts against {@code compactor.retention_bytes} here: so
 * soon after a round more may be shown than the next round will remove.
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
        long besideBytes = Math.max(0, inventory.sizeBytes() - segmentBytes(inventory.days()));
        SizeBounds bounds = new SizeBounds(
                config.compactor().retentionBytesMax(), config.compactor().maxCompactionParallelism());
        RetentionPlanner planner = new RetentionPlanner(catalogs, limits, SegmentIndexes.in(store), bounds, clock);
        RetentionReport report = RetentionReport.of(planner, inventory.days(), new BucketBytes(besideBytes, 0));
        out.print(report.text());
        out.println("in the bucket: " + HumanBytes.format(inventory.sizeBytes()) + ", of that beside live segments: "
                + HumanBytes.format(besideBytes));
        return report.failures().isEmpty() ? 0 : 1;
    }

    /** A catalog that cannot be read is told in the report; its segments count as beside. */
    private long segmentBytes(Map<Tenant, SortedSet<LocalDate>> days) {
        return days.entrySet().stream()
                .flatMapToLong(
                        ofTenant -> ofTenant.getValue().stream().mapToLong(day -> segmentBytes(ofTenant.getKey(), day)))
                .sum();
    }

    private long segmentBytes(Tenant tenant, LocalDate day) {
        try {
            return catalogs.read(tenant, day, ANY_OF_THIS_RUN).entries().stream()
                    .mapToLong(entry -> entry.sizeBytes())
                    .sum();
        } catch (LodurException e) {
            return switch (e.code()) {
                case CORRUPT, FORMAT_TOO_NEW -> 0;
                default -> throw e;
            };
        }
    }
}
