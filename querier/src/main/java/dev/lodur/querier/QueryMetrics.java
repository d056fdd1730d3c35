package dev.lodur.querier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Consumer;

/** The querier's figures under Loki's names. Thread-safe. */
final class QueryMetrics implements Consumer<QueryReport> {
    private static final Duration[] LATENCIES = {
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(4),
        Duration.ofSeconds(8),
        Duration.ofSeconds(16),
        Duration.ofSeconds(32),
        Duration.ofSeconds(64),
        Duration.ofSeconds(128)
    };
    private static final double[] BYTES_PER_SECOND = {50e6, 100e6, 200e6, 400e6, 600e6, 800e6, 1e9, 2e9, 3e9, 5e9};
    private static final Duration[] QUEUED = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final Timer queued;

    QueryMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.queued = Timer.builder("loki_query_scheduler_queue_duration_seconds")
                .description("Time that queries waited for a place.")
                .serviceLevelObjectives(QUEUED)
                .register(registry);
    }

    /** Another querier takes a part of a query. */
    void partGiven() {
        parts("given").increment();
    }

    /** This querier takes a part of another one's query. */
    void partTaken() {
        parts("taken").increment();
    }

    private Counter parts(String direction) {
        return Counter.builder("lodur_querier_parts_total")
                .description("Parts of queries that queriers read for each other.")
                .tag("direction", direction)
                .register(registry);
    }

    void queued(long nanos) {
        queued.record(Duration.ofNanos(nanos));
    }

    @Override
    public void accept(QueryReport report) {
        Tags tags = Tags.of(
                "status_code", Integer.toString(report.status()), "type", report.type(), "range", report.rangeType());
        Timer.builder("loki_logql_querystats_latency_seconds")
                .description("Distribution of latency for LogQL queries.")
                .tags(tags)
                .serviceLevelObjectives(LATENCIES)
                .register(registry)
                .record(report.execution());
        DistributionSummary.builder("loki_logql_querystats_bytes_processed_per_seconds")
                .description("Distribution of bytes processed per second for LogQL queries.")
                .tags(tags)
                .serviceLevelObjectives(BYTES_PER_SECOND)
                .register(registry)
                .record(report.bytesPerSecond());
    }
}
