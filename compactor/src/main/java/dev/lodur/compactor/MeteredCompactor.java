package dev.lodur.compactor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What a compactor does as metrics. */
final class MeteredCompactor implements CompactorMetrics {
    private final Counter successes;
    private final Counter failures;
    private final Counter orphans;
    private final Counter removed;

    MeteredCompactor(MeterRegistry registry) {
        successes = runs(registry, "success");
        failures = runs(registry, "failure");
        orphans = Counter.builder("lodur_compactor_orphans_found_total")
                .description("Old objects that no catalog names, counted by each sweep that finds them.")
                .register(registry);
        removed = Counter.builder("lodur_compactor_orphans_removed_total")
                .description("Objects removed since no catalog names them.")
                .register(registry);
    }

    private static Counter runs(MeterRegistry registry, String outcome) {
        return Counter.builder("lodur_compactor_runs_total")
                .description("Rounds of the compactor by their outcome.")
                .tag("outcome", outcome)
                .register(registry);
    }

    static void observe(Compactor compactor, MeterRegistry registry) {
        Gauge.builder("loki_boltdb_shipper_compactor_running", compactor, now -> now.isLeading() ? 1 : 0)
                .description("Whether this compactor is the one that works.")
                .register(registry);
        Gauge.builder(
                        "lodur_compactor_last_successful_run_timestamp_seconds",
                        compactor,
                        now -> now.report().lastSuccessMillis() / 1e3)
                .description("When a round last ended well, in seconds since 1970.")
                .register(registry);
        Gauge.builder(
                        "lodur_catalog_segments",
                        compactor,
                        now -> now.report().days().stream()
                                .mapToLong(DaySummary::segments)
                                .sum())
                .description("Live segments of all tenants, as the compactor last read.")
                .register(registry);
        Gauge.builder("lodur_bucket_bytes", compactor, now -> now.report().bucketBytes())
                .description("Bytes of all objects in the bucket, as of the last sweep.")
                .baseUnit("bytes")
                .register(registry);
    }

    @Override
    public void ran(boolean successful) {
        (successful ? successes : failures).increment();
    }

    @Override
    public void swept(SweepResult result) {
        orphans.increment(result.orphans());
        removed.increment(result.removed());
    }
}
