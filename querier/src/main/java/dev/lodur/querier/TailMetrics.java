package dev.lodur.querier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The figures of tails, under Loki's names where Loki has one. Thread-safe. */
final class TailMetrics {
    private final Counter sentBytes;
    private final Counter droppedRows;

    TailMetrics(MeterRegistry registry, TailPlaces places) {
        Gauge.builder("loki_querier_tail_active", places, TailPlaces::taken)
                .description("Tails that are open.")
                .register(registry);
        this.sentBytes = Counter.builder("loki_querier_tail_bytes_total")
                .description("Bytes of the frames that tails have sent.")
                .register(registry);
        this.droppedRows = Counter.builder("lodur_querier_tail_dropped_rows_total")
                .description("Rows that tails have left out since their readers were too slow.")
                .register(registry);
    }

    void sent(long bytes) {
        sentBytes.increment(bytes);
    }

    void dropped(long rows) {
        droppedRows.increment(rows);
    }
}
