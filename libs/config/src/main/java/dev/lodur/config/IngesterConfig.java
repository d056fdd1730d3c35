package dev.lodur.config;

import dev.lodur.model.GoDuration;
import java.time.Duration;

/**
 * When an ingester writes what it holds to the bucket: {@code ingester}.
 *
 * @param flushCheckPeriod how often ages are looked at
 * @param chunkIdlePeriod how old the oldest line of a generation may become before it is flushed
 * @param maxChunkAge the upper bound of {@code chunkIdlePeriod}
 * @param flushOpTimeout how long one flush may take
 * @param autoforgetUnhealthyPeriod how long an ingester is unhealthy before it is forgotten; Lodur's own key
 * @param maxReturnedStreamErrors errors that one push answer lists; 0 for all
 */
public record IngesterConfig(
        LifecyclerConfig lifecycler,
        WalConfig wal,
        Duration flushCheckPeriod,
        Duration chunkIdlePeriod,
        Duration maxChunkAge,
        Duration flushOpTimeout,
        Duration flushBackoffMin,
        Duration flushBackoffMax,
        boolean autoforgetUnhealthy,
        Duration autoforgetUnhealthyPeriod,
        int maxReturnedStreamErrors,
        String shutdownMarkerPath) {

    /** {@code advertised} says whether other processes will ask for this ingester's address. */
    static IngesterConfig of(Settings settings, Problems problems, boolean advertised) {
        checkPositive("ingester.chunk_idle_period", settings, problems);
        checkPositive("ingester.max_chunk_age", settings, problems);
        checkPositive("ingester.flush_check_period", settings, problems);
        checkPositive("ingester.autoforget_unhealthy_period", settings, problems);
        return new IngesterConfig(
                LifecyclerConfig.of(settings, problems, advertised),
                WalConfig.of(settings, problems),
                settings.duration("ingester.flush_check_period"),
                settings.duration("ingester.chunk_idle_period"),
                settings.duration("ingester.max_chunk_age"),
                settings.duration("ingester.flush_op_timeout"),
                settings.duration("ingester.flush_op_backoff.min_period"),
                settings.duration("ingester.flush_op_backoff.max_period"),
                settings.flag("ingester.autoforget_unhealthy"),
                settings.duration("ingester.autoforget_unhealthy_period"),
                settings.integer("ingester.max_returned_stream_errors"),
                settings.text("ingester.shutdown_marker_path"));
    }

    private static void checkPositive(String path, Settings settings, Problems problems) {
        Duration duration = settings.duration(path);
        if (duration.isZero() || duration.isNegative()) {
            problems.error(
                    settings.where(path),
                    path + " is " + GoDuration.format(duration.toNanos()) + ", expected more than 0s");
        }
    }
}
