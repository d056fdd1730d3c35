package dev.lodur.config;

import dev.lodur.model.PrometheusDuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the compactor works: {@code compactor}, and the retention of single streams from {@code limits_config}.
 *
 * @param applyRetentionInterval zero for each compaction
 * @param deletionMode {@code disabled}, {@code filter-only} or {@code filter-and-delete}
 */
public record CompactorConfig(
        RingConfig ring,
        Path workingDirectory,
        Duration compactionInterval,
        Duration segmentAgeMin,
        Duration applyRetentionInterval,
        boolean retentionEnabled,
        Duration retentionDeleteDelay,
        Duration deleteRequestCancelPeriod,
        int maxCompactionParallelism,
        String deletionMode,
        List<StreamRetention> streamRetentions) {

    private static final String STREAMS = "limits_config.retention_stream";

    /**
     * How long the lines of some streams are kept; the highest priority wins.
     *
     * @param selector a LogQL selector, not parsed here
     */
    public record StreamRetention(String selector, int priority, Duration period) {}

    public CompactorConfig {
        streamRetentions = List.copyOf(streamRetentions);
    }

    static CompactorConfig of(Settings settings, Problems problems) {
        if (settings.number("compactor.max_compaction_parallelism") < 1) {
            problems.error(
                    settings.where("compactor.max_compaction_parallelism"),
                    "compactor.max_compaction_parallelism is " + settings.number("compactor.max_compaction_parallelism")
                            + ", expected at least 1");
        }
        return new CompactorConfig(
                RingConfig.of(settings, "compactor.compactor_ring", problems),
                Path.of(settings.text("compactor.working_directory")),
                settings.duration("compactor.compaction_interval"),
                settings.duration("compactor.segment_age_min"),
                settings.duration("compactor.apply_retention_interval"),
                settings.flag("compactor.retention_enabled"),
                settings.duration("compactor.retention_delete_delay"),
                settings.duration("compactor.delete_request_cancel_period"),
                settings.integer("compactor.max_compaction_parallelism"),
                settings.text("limits_config.deletion_mode"),
                IntStream.range(0, settings.count(STREAMS))
                        .mapToObj(i -> streamRetention(settings, STREAMS + "[" + i + "]", problems))
                        .toList());
    }

    private static StreamRetention streamRetention(Settings settings, String path, Problems problems) {
        Duration period = settings.duration(path + ".period");
        if (period.compareTo(Duration.ofDays(1)) < 0) {
            problems.error(
                    settings.where(path + ".period"),
                    path + ".period is " + PrometheusDuration.format(period.toNanos()) + ", expected at least 24h");
        }
        return new StreamRetention(settings.text(path + ".selector"), settings.integer(path + ".priority"), period);
    }
}
