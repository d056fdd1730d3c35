package dev.lodur.compactor;

import dev.lodur.compaction.CompactionPlan;
import dev.lodur.compaction.MergeProgress;
import dev.lodur.compaction.RewriteResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** What a compactor does as metrics. */
final class MeteredCompactor implements CompactorMetrics {
    private final Counter successes;
    private final Counter failures;
    private final Counter orphans;
    private final Counter removed;
    private final Counter replaced;
    private final Map<Integer, Merges> merges = new ConcurrentHashMap<>();
    private final MeterRegistry registry;

    /** Of one level. */
    private record Merges(Counter done, Counter failed, Counter inputBytes, Counter outputBytes, Counter repeatedRows) {
        static Merges of(int level, MeterRegistry registry) {
            return new Merges(
                    counter("lodur_compactor_merges_total", "Merges by the level of what they make.", level, registry),
                    counter(
                            "lodur_compactor_merge_failures_total",
                            "Merges that failed; they are tried again.",
                            level,
                            registry),
                    counter(
                            "lodur_compactor_merge_input_bytes_total",
                            "Stored bytes that merges have read.",
                            level,
                            registry),
                    counter(
                            "lodur_compactor_merge_output_bytes_total",
                            "Stored bytes that merges have made.",
                            level,
                            registry),
                    counter(
                            "lodur_compactor_merge_repeated_rows_total",
                            "Rows that merges have left out as repeated.",
                            level,
                            registry));
        }

        private static Counter counter(String name, String description, int level, MeterRegistry registry) {
            return Counter.builder(name)
                    .description(description)
                    .tag("level", Integer.toString(level))
                    .register(registry);
        }
    }

    MeteredCompactor(MeterRegistry registry) {
        this.registry = registry;
        successes = runs(registry, "success");
        failures = runs(registry, "failure");
        orphans = Counter.builder("lodur_compactor_orphans_found_total")
                .description("Old objects that no catalog names, counted by each sweep that finds them.")
                .register(registry);
        removed = Counter.builder("lodur_compactor_orphans_removed_total")
                .description("Objects removed since no catalog names them.")
                .register(registry);
        replaced = Counter.builder("lodur_compactor_replaced_objects_deleted_total")
                .description("Objects deleted some time after their segments were merged, expired or rewritten.")
                .register(registry);
        // A counter that begins with its first failure shows no increase.
        IntStream.rangeClosed(CompactionPlan.HOURLY, CompactionPlan.DAILY)
                .forEach(level -> merges.put(level, Merges.of(level, registry)));
    }

    private Merges merges(int level) {
        return merges.computeIfAbsent(level, of -> Merges.of(of, registry));
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
        Gauge.builder("lodur_compactor_merge_progress_ratio", compactor, MeteredCompactor::progress)
                .description("How much of the merge at work is done; 0 where none is.")
                .register(registry);
        Gauge.builder("lodur_bucket_bytes", compactor, now -> now.report().bucketBytes())
                .description("Bytes of all objects in the bucket, as of the last sweep.")
                .baseUnit("bytes")
                .register(registry);
    }

    private static double progress(Compactor compactor) {
        MergeProgress merging = compactor.merging();
        return merging == null || merging.rows() == 0 ? 0 : Math.min(1, (double) merging.rowsDone() / merging.rows());
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

    @Override
    public void merged(int level, RewriteResult result) {
        Merges ofLevel = merges(level);
        ofLevel.done().increment();
        ofLevel.inputBytes().increment(result.inputBytes());
        ofLevel.outputBytes().increment(result.outputBytes());
        ofLevel.repeatedRows().increment(result.inputRows() - result.outputRows());
    }

    @Override
    public void mergeFailed(int level) {
        merges(level).failed().increment();
    }

    @Override
    public void deletedReplaced(int objects) {
        replaced.increment(objects);
    }
}
