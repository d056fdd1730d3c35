package dev.lodur.compactor;

import dev.lodur.compaction.CompactionPolicy;
import dev.lodur.compaction.RemovedObjects;
import dev.lodur.compaction.SegmentRewriter;
import dev.lodur.compaction.Workspace;
import dev.lodur.config.LokiConfig;
import dev.lodur.http.Threads;
import dev.lodur.model.file.FileLayer;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogReader;
import dev.lodur.store.CatalogStore;
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
    Compactor compactor(
            CompactorLock lock,
            ObjectStore store,
            ObjectNames names,
            CatalogObjects objects,
            CatalogStore catalogs,
            FileLayer files,
            LokiConfig config,
            Clock clock,
            MeterRegistry registry) {
        MeteredCompactor metrics = new MeteredCompactor(registry);
        NamedObjects named = new NamedObjects(catalogs, objects, names);
        CatalogReader reader = new CatalogReader(objects, System::nanoTime, CATALOG_DAYS_MAX);
        Compactor compactor = new Compactor(
                lock,
                new OrphanSweep(store, names, named, lock),
                new CatalogSurvey(reader, clock),
                compaction(lock, store, names, catalogs, files, config, clock, metrics),
                CompactionPolicy.DEFAULT.withAgeMin(config.compactor().segmentAgeMin()),
                clock,
                metrics);
        MeteredCompactor.observe(compactor, registry);
        return compactor;
    }

    private static Compaction compaction(
            CompactorLock lock,
            ObjectStore store,
            ObjectNames names,
            CatalogStore catalogs,
            FileLayer files,
            LokiConfig config,
            Clock clock,
            CompactorMetrics metrics) {
        SegmentRewriter rewriter = new SegmentRewriter(
                store,
                names,
                catalogs,
                () -> Workspace.open(files, config.compactor().workingDirectory()),
                clock,
                new SecureRandom(),
                Runtime.getRuntime().maxMemory() / MERGE_MEMORY_SHARE);
        RemovedObjects removed = new RemovedObjects(store, catalogs, grace(config));
        return new Compaction(lock, store, catalogs, rewriter, removed, clock, metrics);
    }

    /** Twice the time for which a reader may go on with a catalog that it has read, or longer where the file says so. */
    private static Duration grace(LokiConfig config) {
        Duration reading = config.limits().query().queryTimeout().plus(CATALOG_AGE_MAX);
        Duration twice = reading.multipliedBy(2);
        Duration delay = config.compactor().retentionDeleteDelay();
        return delay.compareTo(twice) > 0 ? delay : twice;
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
