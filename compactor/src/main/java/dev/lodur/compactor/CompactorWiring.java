package dev.lodur.compactor;

import dev.lodur.config.LokiConfig;
import dev.lodur.http.Threads;
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
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes the compactor of this process out of the configuration. */
@ApplicationScoped
public class CompactorWiring {
    private static final int CATALOG_DAYS_MAX = 400;
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
            Clock clock,
            MeterRegistry registry) {
        NamedObjects named = new NamedObjects(catalogs, objects, names);
        CatalogReader reader = new CatalogReader(objects, System::nanoTime, CATALOG_DAYS_MAX);
        Compactor compactor = new Compactor(
                lock,
                new OrphanSweep(store, names, named, lock),
                new CatalogSurvey(reader, clock),
                clock,
                new MeteredCompactor(registry));
        MeteredCompactor.observe(compactor, registry);
        return compactor;
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

    void start(
            @Observes StartupEvent event,
            LokiConfig config,
            Compactor compactor,
            PendingDeletes pending,
            Threads threads) {
        boolean deletes = config.compactor().retentionEnabled();
        long periodMillis = config.compactor().compactionInterval().toMillis();
        rounds = threads.scheduler()
                .scheduleWithFixedDelay(
                        () -> threads.blocking().execute(() -> {
                            compactor.run();
                            if (deletes && compactor.isLeading()) {
                                pending.observe(compactor.report().tenants());
                            }
                        }),
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
