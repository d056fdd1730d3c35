package dev.lodur.compactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.compaction.retention.RetentionReason;
import dev.lodur.testkit.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class MeteredRetentionTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ManualClock clock = new ManualClock();
    private final MeteredRetention metrics = new MeteredRetention(registry, clock);

    private double counted(String name, String tag, String value) {
        return registry.get(name).tag(tag, value).counter().count();
    }

    private double gauge(String name) {
        return registry.get("loki_compactor_apply_retention_" + name).gauge().value();
    }

    @Test
    void roundsAreCountedUnderLokisNames() {
        metrics.ran(true, 1_500_000_000L);
        double successSeconds = clock.millis() / 1e3;
        clock.advanceSeconds(600);
        metrics.ran(false, 500_000_000L);

        String total = "loki_compactor_apply_retention_operation_total";
        assertThat(counted(total, "status", "success")).isEqualTo(1);
        assertThat(counted(total, "status", "failure")).isEqualTo(1);
        assertThat(gauge("operation_duration_seconds")).isEqualTo(0.5);
        assertThat(gauge("last_successful_run_timestamp_seconds")).isEqualTo(successSeconds);
    }

    @Test
    void whatIsRemovedIsCountedByItsReason() {
        metrics.removed(RetentionReason.Kind.PERIOD, 1, 100, 7);
        metrics.removed(RetentionReason.Kind.STREAM, 0, 0, 5);
        metrics.removed(RetentionReason.Kind.PERIOD, 2, 50, 3);

        assertThat(counted("lodur_retention_removed_segments_total", "reason", "retention_period"))
                .isEqualTo(3);
        assertThat(counted("lodur_retention_removed_bytes_total", "reason", "retention_period"))
                .isEqualTo(150);
        assertThat(counted("lodur_retention_removed_rows_total", "reason", "retention_period"))
                .isEqualTo(10);
        assertThat(counted("lodur_retention_removed_rows_total", "reason", "retention_stream"))
                .isEqualTo(5);
        assertThat(counted("lodur_retention_removed_rows_total", "reason", "bucket_retention_bytes"))
                .isZero();
    }
}
