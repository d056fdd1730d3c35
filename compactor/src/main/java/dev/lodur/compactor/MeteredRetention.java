package dev.lodur.compactor;

import dev.lodur.compaction.retention.RetentionMetrics;
import dev.lodur.compaction.retention.RetentionReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** What retention does as metrics: rounds under Loki's names, what was removed under Lodur's own. Thread-safe. */
public final class MeteredRetention implements RetentionMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Clock clock;
    private final Counter successes;
    private final Counter failures;
    private final Map<RetentionReason.Kind, Removed> removed = new EnumMap<>(RetentionReason.Kind.class);
    private volatile double lastDurationSeconds;
    private volatile double lastSuccessSeconds;

    private record Removed(Counter segments, Counter bytes, Counter rows) {
        static Removed of(MeterRegistry registry, RetentionReason.Kind reason) {
            return new Removed(
                    counter(
                            registry,
                            reason,
                            "lodur_retention_removed_segments_total",
                            "Segments that retention has removed as a whole."),
                    counter(
                            registry,
                            reason,
                            "lodur_retention_removed_bytes_total",
                            "Bytes of the segments that retention has removed as a whole."),
                    counter(
                            registry,
                            reason,
                            "lodur_retention_removed_rows_total",
                            "Lines that retention has removed, from whole segments and others."));
        }

        private static Counter counter(
                MeterRegistry registry, RetentionReason.Kind reason, String name, String description) {
            return Counter.builder(name)
                    .description(description)
                    .tag("reason", reason.label())
                    .register(registry);
        }
    }

    /** @param clock tells when a round was last successful */
    public MeteredRetention(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        successes = rounds(registry, "success");
        failures = rounds(registry, "failure");
        for (RetentionReason.Kind reason : RetentionReason.Kind.values()) {
            removed.put(reason, Removed.of(registry, reason));
        }
        Gauge.builder(
                        "loki_compactor_apply_retention_operation_duration_seconds",
                        this,
                        metrics -> metrics.lastDurationSeconds)
                .description("How long the last round of retention took.")
                .register(registry);
        Gauge.builder(
                        "loki_compactor_apply_retention_last_successful_run_timestamp_seconds",
                        this,
                        metrics -> metrics.lastSuccessSeconds)
                .description("When a round of retention was last successful, in seconds since 1970.")
                .register(registry);
    }

    private static Counter rounds(MeterRegistry registry, String status) {
        return Counter.builder("loki_compactor_apply_retention_operation_total")
                .description("Rounds of retention by their outcome.")
                .tag("status", status)
                .register(registry);
    }

    @Override
    public void ran(boolean successful, long durationNanos) {
        (successful ? successes : failures).increment();
        lastDurationSeconds = durationNanos / NANOS_PER_SECOND;
        if (successful) {
            lastSuccessSeconds = clock.millis() / 1e3;
        }
    }

    @Override
    public void removed(RetentionReason.Kind reason, long segments, long bytes, long rows) {
        Removed counters = Objects.requireNonNull(removed.get(reason));
        counters.segments().increment(segments);
        counters.bytes().increment(bytes);
        counters.rows().increment(rows);
    }
}
