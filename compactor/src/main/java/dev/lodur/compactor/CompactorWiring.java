package dev.lodur.compactor;

import dev.lodur.compaction.CompactionPolicy;
import dev.lodur.compaction.RemovedObjects;
import dev.lodur.compaction.SegmentRewriter;
import dev.lodur.compaction.Workspace;
import dev.lodur.compaction.repair.CatalogCopies;
import dev.lodur.compaction.repair.CatalogCopyReader;
import dev.lodur.compaction.retention.BucketRewriter;
import dev.lodur.compaction.retention.RetentionPlanner;
import dev.lodur.compaction.retention.SegmentIndexes;
import dev.lodur.compaction.retention.SizeBounds;
import dev.lodur.config.CompactorConfig;
import dev.lodur.config.LokiConfig;
import dev.lodur.http.Threads;
import dev.lodur.model.TenantLimits;
import dev.lodur.model.file.FileLayer;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogReader;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.DeleteLog;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes the compactor of this process out of the configuration. */
@ApplicationScoped
public class CompactorWiring {
    private static final int CATALOG_DAYS_MAX = 400;
    /** Of the heap, for the inputs of a merge. */
    private static final int MERGE_MEMORY_SHARE = 6;
    /** The oldest catalog that a query goes by. */
    private static final Duration CATALOG_AGE_MAX = Duration.ofSeconds(60);
    /** Until somebody leads; a start must not wait for it. */
    private static final Duration FIRST_ROUND_AFTER = Duration.ofSeconds(30);

    private @Nullable ScheduledFuture<?> rounds;

    @Produces
    @Singleton
    SegmentRewriter rewriter(
            ObjectStore store,
            ObjectNames names,
            CatalogStore catalogs,
            FileLayer files,
            LokiConfig config,
            Clock clock) {
        return new SegmentRewriter(
                store,
                names,
                catalogs,
                () -> Workspace.open(files, config.compactor().workingDirectory()),
                clock,
                new SecureRandom(),
                Runtime.getRuntime().maxMemory() / MERGE_MEMORY_SHARE);
    }

    @Produces
    @Singleton
    CompactorMetrics metrics(MeterRegistry registry) {
        return new MeteredCompactor(registry);
    }

    @Produces
    @Singleton
    Compaction compaction(
            CompactorLock lock,
            ObjectStore store,
            CatalogStore catalogs,
            SegmentRewriter rewriter,
            TenantLimits.Source limits,
            LokiConfig config,
            Clock clock,
            CompactorMetrics metrics) {
        RemovedObjects removed = new RemovedObjects(store, catalogs, grace(config));
        return new Compaction(lock, store, catalogs, rewriter, removed, limits, clock, metrics);
    }

    @Produces
    @Singleton
    CatalogSurvey survey(CatalogObjects objects, Clock clock) {
        return new CatalogSurvey(new CatalogReader(objects, System::nanoTime, CATALOG_DAYS_MAX), clock);
    }

    @Produces
    @Singleton
    Retention retention(
            ObjectStore store,
            CatalogSurvey survey,
            SegmentRewriter rewriter,
            DeleteLog deletes,
            TenantLimits.Source limits,
            LokiConfig config,
            Clock clock,
            MeterRegistry registry) {
        CompactorConfig settings = config.compactor();
        RetentionPlanner planner = new RetentionPlanner(
                survey.reader(),
                limits,
                SegmentIndexes.in(store),
                new SizeBounds(settings.retentionBytesMax(), settings.maxCompactionParallelism()),
                settings.segmentAgeMin(),
                clock);
        return new Retention(
                planner,
                new BucketRewriter(rewriter, limits, progress -> {}, deletes::expiredBefore),
                new MeteredRetention(registry, clock),
                settings.applyRetentionInterval(),
                System::nanoTime);
    }

    @Produces
    @Singleton
    Deleting deleting(
            PendingDeletes pending,
            DeleteLog log,
            SegmentRewriter rewriter,
            ObjectStore store,
            UnflushedLines unflushed,
            TenantLimits.Source limits,
            LokiConfig config,
            Clock clock,
            DeleteMetrics metrics) {
        Deleting.Settings settings =
                new Deleting.Settings(config.compactor().deleteRequestCancelPeriod(), twiceReading(config));
        return new Deleting(
                pending, log, rewriter, SegmentIndexes.in(store), unflushed, limits, settings, clock, metrics);
    }

    @Produces
    @Singleton
    Copying copying(ObjectStore store, ObjectNames names, CatalogObjects objects, Clock clock) {
        return new Copying(new CatalogCopies(store, names, objects, clock), System::nanoTime);
    }

    @Produces
    @Singleton
    Compactor compactor(
            CompactorLock lock,
            ObjectStore store,
            ObjectNames names,
            CatalogObjects objects,
            CatalogStore catalogs,
            CatalogSurvey survey,
            Compaction compaction,
            Deleting deleting,
            Retention retention,
            Copying copying,
            LokiConfig config,
            Clock clock,
            CompactorMetrics metrics,
            MeterRegistry registry) {
        NamedObjects named = new NamedObjects(catalogs, objects, names, new CatalogCopyReader(store, names));
        boolean removes = config.limits().retention().enabled();
        Compactor compactor = new Compactor(
                lock,
                new OrphanSweep(store, names, named, lock),
                () -> BucketInventory.of(store, names),
                survey,
                compaction,
                removes ? List.of(deleting, retention, copying) : List.of(copying),
                CompactionPolicy.DEFAULT.withAgeMin(config.compactor().segmentAgeMin()),
                clock,
                metrics);
        MeteredCompactor.observe(compactor, registry);
        return compactor;
    }

    /** Twice the time for which a reader may go on with a catalog that it has read. */
    private static Duration twiceReading(LokiConfig config) {
        return config.limits().query().queryTimeout().plus(CATALOG_AGE_MAX).multipliedBy(2);
    }

    /** The same, or longer where the file says so. */
    private static Duration grace(LokiConfig config) {
        Duration twice = twiceReading(config);
        Duration delay = config.compactor().retentionDeleteDelay();
        return delay.compareTo(twice) > 0 ? delay : twice;
    }

    @Produces
    @Singleton
    DeleteMetrics deleteMetrics(MeterRegistry registry, Clock clock) {
        return new MeteredDeletes(registry, clock);
    }

    @Produces
    @Singleton
    DeleteRequests deleteRequests(LokiConfig config, DeleteLog log, Clock clock, DeleteMetrics metrics) {
        DeleteRequests.Settings settings = new DeleteRequests.Settings(
                config.compactor().deleteRequestCancelPeriod(),
                config.compactor().deleteMaxInterval());
        return new DeleteRequests(log, settings, clock, new Random(), metrics);
    }

    @Produces
    @Singleton
    PendingDeletes pendingDeletes(DeleteLog log, DeleteMetrics metrics) {
        return new PendingDeletes(log, metrics);
    }

    void start(@Observes StartupEvent event, LokiConfig config, Compactor compactor, Threads threads) {
        long periodMillis = config.compactor().compactionInterval().toMillis();
        rounds = threads.scheduler()
                .scheduleWithFixedDelay(
                        () -> threads.blocking().execute(compactor::run),
                        Math.min(FIRST_ROUND_AFTER.toMillis(), periodMillis),
                        periodMillis,
                        TimeUnit.MILLISECONDS);
    }

    void stop(@Observes @Priority(100) ShutdownEvent event, Compactor compactor) {
        compactor.stop();
        if (rounds != null) {
            rounds.cancel(false);
        }
    }
}
