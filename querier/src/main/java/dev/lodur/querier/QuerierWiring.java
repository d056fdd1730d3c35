package dev.lodur.querier;

import dev.lodur.config.LokiConfig;
import dev.lodur.engine.BytesInFlight;
import dev.lodur.engine.LogQueryExecutor;
import dev.lodur.engine.MetricQueryExecutor;
import dev.lodur.engine.RangeExecutor;
import dev.lodur.engine.SegmentCandidates;
import dev.lodur.http.ServiceStatus;
import dev.lodur.http.Threads;
import dev.lodur.model.TenantLimits;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogReader;
import dev.lodur.store.DeletesReader;
import dev.lodur.store.ObjectStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/** Makes the querier of this process out of the configuration. */
@ApplicationScoped
public class QuerierWiring {
    private static final Logger LOG = Logger.getLogger(QueryLog.class);
    private static final int CATALOG_DAYS_MAX = 400;
    /** Rows of one tail that wait for its client: a second of a busy stream at the least. */
    private static final long TAIL_BYTES_MIN = 1 << 20;

    private static final long TAIL_BYTES_MAX = 4 << 20;

    private final long heapBytes = Runtime.getRuntime().maxMemory();
    private final int cores = Runtime.getRuntime().availableProcessors();
    /** Decoding and filtering runs here; queries overflow a small stack with deep regular expressions. */
    private final ExecutorService cpu = Executors.newFixedThreadPool(
            cores, Thread.ofPlatform().name("lodur-query-", 0).daemon().factory());

    @Produces
    @Singleton
    Querier querier(
            LokiConfig config,
            IngesterDirectory directory,
            SegmentCache segments,
            CatalogObjects catalogs,
            QuerierDirectory others,
            DeletesReader deletes,
            TenantLimits.Source limits,
            Clock clock,
            QueryMetrics metrics,
            Threads threads) {
        BytesInFlight bytesInFlight = new BytesInFlight(heapBytes / 8);
        RangeExecutor ranges = new RangeExecutor(cpu, cores, bytesInFlight, heapBytes / 8, heapBytes / 8);
        return new Querier(
                new IngesterCalls(directory, threads.blocking()),
                new IngesterPresence(System::nanoTime),
                new LiveSegments(new CatalogReader(catalogs, System::nanoTime, CATALOG_DAYS_MAX)),
                segments,
                new SegmentCandidates(cores),
                new LogQueryExecutor(cpu, cores, bytesInFlight, heapBytes / 6),
                new MetricQueryExecutor(ranges),
                new Spread(others, config.querier().spreadMinBytes()),
                new QueryDeletions(deletes, limits, clock),
                metrics::partGiven);
    }

    @Produces
    @Singleton
    SegmentCache segments(ObjectStore store) {
        return new SegmentCache(store, heapBytes / 16);
    }

    /** For others it takes half of the processor at most. */
    @Produces
    @Singleton
    SegmentSelect segmentSelect(SegmentCache segments, QueryMetrics metrics) {
        return new SegmentSelect(segments, Math.max(1, cores / 2), heapBytes / 12, metrics::partTaken);
    }

    @Produces
    @Singleton
    QueryMetrics metrics(MeterRegistry registry) {
        return new QueryMetrics(registry);
    }

    @Produces
    @Singleton
    QueryRunner runner(LokiConfig config, TenantLimits.Source limits, QueryMetrics metrics, MeterRegistry registry) {
        QueryPlaces places = new QueryPlaces(
                config.querier().maxConcurrent(), config.querier().maxOutstandingPerTenant());
        Gauge.builder("loki_query_scheduler_queue_length", places, QueryPlaces::waiting)
                .description("Queries that wait for a place.")
                .register(registry);
        Gauge.builder("loki_query_scheduler_inflight_requests", places, QueryPlaces::inFlight)
                .description("Queries that wait or run.")
                .register(registry);
        return new QueryRunner(places, limits, System::nanoTime, metrics::queued);
    }

    @Produces
    @Singleton
    QueryService queries(
            LokiConfig config,
            Querier querier,
            QueryRunner runner,
            TenantLimits.Source limits,
            Clock clock,
            QueryMetrics metrics) {
        QueryLog log = new QueryLog(config.querier().logQueriesLongerThan(), LOG::info);
        QueryWatch watch = new QueryWatch(System::nanoTime, List.of(metrics, log));
        return new QueryService(querier, runner, limits, clock, watch);
    }

    @Produces
    @Singleton
    MetadataService metadata(Querier querier, QueryRunner runner, TenantLimits.Source limits, Clock clock) {
        return new MetadataService(querier, runner, limits, clock);
    }

    @Produces
    @Singleton
    DetectionService detection(Querier querier, QueryRunner runner, TenantLimits.Source limits, Clock clock) {
        return new DetectionService(querier, runner, limits, clock);
    }

    @Produces
    @Singleton
    TailPlaces tailPlaces() {
        return new TailPlaces();
    }

    @Produces
    @Singleton
    PatternsService patterns(
            LokiConfig config,
            IngesterDirectory directory,
            QueryRunner runner,
            TenantLimits.Source limits,
            Clock clock,
            Threads threads) {
        IngesterCalls ingesters = new IngesterCalls(directory, threads.blocking());
        return new PatternsService(config.patternIngester().enabled(), ingesters, runner, limits, clock);
    }

    @Produces
    @Singleton
    VolumeService volumes(Querier querier, QueryRunner runner, TenantLimits.Source limits, Clock clock) {
        return new VolumeService(querier, runner, limits, clock);
    }

    @Produces
    @Singleton
    TailMetrics tailMetrics(MeterRegistry registry, TailPlaces places) {
        return new TailMetrics(registry, places);
    }

    @Produces
    @Singleton
    TailService tails(
            LokiConfig config,
            Querier querier,
            QueryRunner runner,
            IngesterDirectory directory,
            TenantLimits.Source limits,
            Clock clock,
            Threads threads,
            TailPlaces places,
            TailMetrics metrics) {
        long bufferBytesMax = Math.clamp(heapBytes / 128, TAIL_BYTES_MIN, TAIL_BYTES_MAX);
        TailEnvironment environment = new TailEnvironment(
                limits,
                clock,
                System::nanoTime,
                threads.blocking(),
                config.querier().tailMaxDuration(),
                bufferBytesMax,
                metrics);
        return new TailService(querier, runner, directory, environment, places);
    }

    /** Reads the metrics into being with the process, so that dashboards find them before the first query. */
    void started(@Observes StartupEvent event, QueryRunner runner) {}

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
