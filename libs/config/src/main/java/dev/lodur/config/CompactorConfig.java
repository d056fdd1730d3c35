package dev.lodur.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the compactor works: {@code compactor}. What is kept of a tenant stands in its limits.
 *
 * @param applyRetentionInterval zero for each compaction
 * @param retentionBytesMax bytes that all objects in the bucket may have together; 0 for no bound
 * @param deleteRequestCancelPeriod how long after it was made a delete request may be taken back
 * @param deleteMaxInterval the longest part of a delete request with filters
 */
public record CompactorConfig(
        RingConfig ring,
        Path workingDirectory,
        Duration compactionInterval,
        Duration segmentAgeMin,
        Duration applyRetentionInterval,
        long retentionBytesMax,
        Duration retentionDeleteDelay,
        Duration deleteRequestCancelPeriod,
        Duration deleteMaxInterval,
        int maxCompactionParallelism) {

    private static final String BYTES = "compactor.retention_bytes";

    static CompactorConfig of(Settings settings, Problems problems) {
        if (settings.number("compactor.max_compaction_parallelism") < 1) {
            problems.error(
                    settings.where("compactor.max_compaction_parallelism"),
                    "compactor.max_compaction_parallelism is " + settings.number("compactor.max_compaction_parallelism")
                            + ", expected at least 1");
        }
        RetentionReader.checkBytes(settings, BYTES, settings.flag(RetentionReader.ENABLED), problems);
        return new CompactorConfig(
                RingConfig.of(settings, "compactor.compactor_ring", problems),
                Path.of(settings.text("compactor.working_directory")),
                settings.duration("compactor.compaction_interval"),
                settings.duration("compactor.segment_age_min"),
                settings.duration("compactor.apply_retention_interval"),
                settings.number(BYTES),
                settings.duration("compactor.retention_delete_delay"),
                settings.duration("compactor.delete_request_cancel_period"),
                settings.duration("compactor.delete_max_interval"),
                settings.integer("compactor.max_compaction_parallelism"));
    }
}
