package dev.lodur.ingester;

import dev.lodur.engine.drain.PatternStore;
import dev.lodur.model.Tenant;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The ingester's figures under Loki's names, where Loki has one; a slice counts as what Loki calls a chunk. */
final class MeteredIngester implements IngesterMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    private final MeterRegistry registry;
    private final Counter recordsLogged;
    private final Counter bytesLogged;
    private final Counter walFailures;
    private final Counter walCorruptions;
    private final Counter recoveredEntries;
    private final Counter flushFailures;
    private final Counter patternBatchesDropped;
    private final Counter patternLinesSkipped;
    private final Timer forceTime;

    MeteredIngester(MeterRegistry registry) {
        this.registry = registry;
        this.recordsLogged = registry.counter("loki_ingester_wal_records_logged_total");
        this.bytesLogged = registry.counter("loki_ingester_wal_logged_bytes_total");
        this.walFailures = registry.counter("loki_ingester_wal_disk_full_failures_total");
        this.walCorruptions = registry.counter("loki_ingester_wal_corruptions_total");
        this.recoveredEntries = registry.counter("loki_ingester_wal_recovered_entries_total");
        this.flushFailures = registry.counter("loki_ingester_chunks_flush_failures_total");
        this.patternBatchesDropped = registry.counter("lodur_ingester_pattern_batches_dropped_total");
        this.patternLinesSkipped = registry.counter("lodur_ingester_pattern_lines_skipped_total");
        this.forceTime = Timer.builder("lodur_ingester_wal_force_seconds")
                .description("Time that one forcing of the write-ahead log to disk took.")
                .register(registry);
    }

    /** Adds what is read from the ingester when metrics are asked for. */
    void observe(Ingester ingester) {
        Gauge.builder("loki_ingester_memory_chunks", ingester, Ingester::chunkCount)
                .description("Chunks in memory.")
                .register(registry);
        Gauge.builder("loki_ingester_memory_streams", ingester, Ingester::streamCount)
                .description("Streams in memory.")
                .register(registry);
        Gauge.builder("lodur_ingester_head_bytes", ingester, Ingester::headBytes)
                .description("Heap that unflushed rows take.")
                .register(registry);
        Gauge.builder("lodur_ingester_spool_bytes", ingester, Ingester::spoolBytes)
                .description("Bytes of finished segments that wait for their upload.")
                .register(registry);
        Gauge.builder("loki_ingester_wal_bytes_in_use", ingester, Ingester::walBytes)
                .description("Bytes of the write-ahead log.")
                .register(registry);
        Tails tails = ingester.tails();
        Gauge.builder("lodur_ingester_tails", tails, Tails::count)
                .description("Tails that read from this ingester.")
                .register(registry);
        Gauge.builder("lodur_ingester_tails_waiting_bytes", tails, Tails::waitingBytes)
                .description("Bytes of batches that wait for their tails.")
                .register(registry);
    }

    /** Adds what is read from the patterns when metrics are asked for. */
    void observe(PatternStore patterns) {
        Gauge.builder("lodur_ingester_pattern_bytes", patterns, PatternStore::heapBytes)
                .description("Heap that patterns of lines take.")
                .register(registry);
        Gauge.builder("lodur_ingester_pattern_streams", patterns, PatternStore::streamCount)
                .description("Streams whose patterns are known.")
                .register(registry);
    }

    @Override
    public void recordLogged(int bytes) {
        recordsLogged.increment();
        bytesLogged.increment(bytes);
    }

    @Override
    public void walForced(long records, long durationNanos) {
        forceTime.record(durationNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void walFailed() {
        walFailures.increment();
    }

    @Override
    public void walCorrupt(Path file) {
        walCorruptions.increment();
    }

    @Override
    public void recovered(long entries) {
        recoveredEntries.increment(entries);
    }

    @Override
    public void replayed(long durationNanos) {
        registry.gauge("loki_ingester_wal_replay_duration_seconds", durationNanos / NANOS_PER_SECOND);
    }

    @Override
    public void streamsCreated(Tenant tenant, long streams) {
        registry.counter("loki_ingester_streams_created_total", List.of(Tag.of("tenant", tenant.id())))
                .increment(streams);
    }

    @Override
    public void streamsRemoved(Tenant tenant, long streams) {
        registry.counter("loki_ingester_streams_removed_total", List.of(Tag.of("tenant", tenant.id())))
                .increment(streams);
    }

    @Override
    public void sliceFlushed(FlushReason reason, SliceFigures figures) {
        registry.counter("loki_ingester_chunks_flushed_total", "reason", reason.label())
                .increment();
        summary("loki_ingester_chunk_entries", 10, 100, 1000, 10_000, 100_000, 1_000_000)
                .record(figures.rows());
        summary("loki_ingester_chunk_size_bytes", 1 << 12, 1 << 16, 1 << 20, 1 << 22, 1 << 24, 1 << 26)
                .record(figures.sizeBytes());
        summary("loki_ingester_chunk_age_seconds", 60, 300, 600, 1800, 3600, 7200)
                .record(figures.ageNanos() / NANOS_PER_SECOND);
        summary("loki_ingester_chunk_compression_ratio", 0.5, 1, 2, 4, 8, 16)
                .record((double) figures.lineBytes() / Math.max(1, figures.sizeBytes()));
        summary("loki_ingester_chunk_bounds_hours", 0.1, 1, 6, 24)
                .record(figures.spanNanos() / NANOS_PER_SECOND / 3600);
        registry.timer("loki_ingester_chunk_encode_time_seconds", Tags.empty())
                .record(Duration.ofNanos(figures.encodeNanos()));
    }

    private DistributionSummary summary(String name, double... buckets) {
        return DistributionSummary.builder(name).serviceLevelObjectives(buckets).register(registry);
    }

    @Override
    public void patternBatchDropped() {
        patternBatchesDropped.increment();
    }

    @Override
    public void patternLinesSkipped(long lines) {
        patternLinesSkipped.increment(lines);
    }

    @Override
    public void flushFailed() {
        flushFailures.increment();
    }
}
