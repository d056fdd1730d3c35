package dev.lodur.querier;

import dev.lodur.config.LokiConfig;
import dev.lodur.engine.BytesInFlight;
import dev.lodur.engine.CountExecutor;
import dev.lodur.engine.LogQueryExecutor;
import dev.lodur.engine.MetricQueryExecutor;
import dev.lodur.engine.SegmentCandidates;
import dev.lodur.http.ServiceStatus;
import dev.lodur.http.Threads;
import dev.lodur.model.TenantLimits;
import dev.lodur.store.CatalogReader;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes the querier of this process out of the configuration. */
@ApplicationScoped
public class QuerierWiring {
    private static final int CATALOG_DAYS_MAX = 400;

    private final long heapBytes = Runtime.getRuntime().maxMemory();
    private final int cores = Runtime.getRuntime().availableProcessors();
    /** Decoding and filtering runs here; queries overflow a small stack with deep regular expressions. */
    private final ExecutorService cpu = Executors.newFixedThreadPool(
            cores, Thread.ofPlatform().name("lodur-query-", 0).daemon().factory());

    @Produces
    @Singleton
    Querier querier(
            LokiConfig config, IngesterDirectory directory, ObjectStore store, ObjectNames names, Threads threads) {
        BytesInFlight bytesInFlight = new BytesInFlight(heapBytes / 8);
        CountExecutor counts = new CountExecutor(
                cpu,
                cores,
                bytesInFlight,
                heapBytes / 8,
                config.limits().query().maxQuerySeries());
        return new Querier(
                new IngesterCalls(directory, threads.blocking()),
                new LiveSegments(new CatalogReader(store, names, System::nanoTime, CATALOG_DAYS_MAX)),
                new SegmentCache(store, heapBytes / 16),
                new SegmentCandidates(cores),
                new LogQueryExecutor(cpu, cores, bytesInFlight, heapBytes / 6),
                new MetricQueryExecutor(counts));
    }

    @Produces
    @Singleton
    QueryService queries(
            LokiConfig config, Querier querier, TenantLimits.Source limits, Clock clock, MeterRegistry registry) {
        QueryPlaces places = new QueryPlaces(
                config.querier().maxConcurrent(), config.querier().maxOutstandingPerTenant());
        Gauge.builder("loki_query_scheduler_queue_length", places, QueryPlaces::waiting)
                .description("Queries that wait for a place.")
                .register(registry);
        return new QueryService(querier, places, limits, clock, System::nanoTime);
    }

    @Produces
    @Singleton
    MetadataService metadata(Querier querier, TenantLimits.Source limits, Clock clock) {
        return new MetadataService(querier, limits, clock);
    }

    @Produces
    @Singleton
    QuerierStatus status() {
        return new QuerierStatus();
    }

    void stopped(@Observes ShutdownEvent event) {
        cpu.shutdown();
    }

    /** A querier holds nothing: it is ready as soon as it is there. */
    static final class QuerierStatus implements ServiceStatus {
        @Override
        public String name() {
            return "querier";
        }

        @Override
        public String state() {
            return "Running";
        }

        @Override
        public String notReadyReason() {
            return "";
        }
    }
}
