package dev.lodur.model;

import java.time.Duration;
import java.util.List;

/**
 * What a tenant may push. The names and defaults are those of Loki's {@code limits_config}; a count, size or rate of 0
 * means no limit where Loki says so ({@code max_line_size}, stream counts).
 *
 * @param ingestionRateBytesPerSecond {@code ingestion_rate_mb} in bytes
 * @param ingestionBurstBytes {@code ingestion_burst_size_mb} in bytes
 * @param ingestionRateGlobal whether the rate is divided by the number of healthy distributors
 * @param perStreamRateBytesPerSecond {@code per_stream_rate_limit}
 * @param perStreamBurstBytes {@code per_stream_rate_limit_burst}
 * @param maxLabelNameLength bytes of a label's name
 * @param maxLabelValueLength bytes of a label's value
 * @param maxLabelNamesPerSeries labels of a stream, {@code service_name} not counted
 * @param maxLineSizeBytes bytes of a line; 0 for no limit
 * @param maxLineSizeTruncate whether longer lines are cut instead of refused
 * @param maxLineSizeTruncateIdentifier what is put behind a line that was cut
 * @param rejectOldSamples whether lines older than {@code rejectOldSamplesMaxAge} are refused
 * @param creationGracePeriod how far a line's time may lie in the future
 * @param incrementDuplicateTimestamp whether equal times of different lines are moved by a nanosecond
 * @param maxStreamsPerUser streams of a tenant in one ingester; 0 for no limit
 * @param maxGlobalStreamsPerUser streams of a tenant over all ingesters; 0 for no limit
 * @param allowStructuredMetadata whether structured metadata is taken at all
 * @param maxStructuredMetadataSizeBytes names and values of one entry
 * @param maxStructuredMetadataEntriesCount pairs of one entry
 * @param discoverServiceName labels that name the service, best first; empty switches the discovery off
 * @param discoverLogLevels whether {@code detected_level} is added
 * @param logLevelFields names of fields that may hold the level
 * @param logLevelFromJsonMaxDepth how deep JSON lines are searched for a level
 * @param otlp what becomes of OpenTelemetry's attributes
 */
public record IngestLimits(
        long ingestionRateBytesPerSecond,
        long ingestionBurstBytes,
        boolean ingestionRateGlobal,
        long perStreamRateBytesPerSecond,
        long perStreamBurstBytes,
        int maxLabelNameLength,
        int maxLabelValueLength,
        int maxLabelNamesPerSeries,
        int maxLineSizeBytes,
        boolean maxLineSizeTruncate,
        String maxLineSizeTruncateIdentifier,
        boolean rejectOldSamples,
        Duration rejectOldSamplesMaxAge,
        Duration creationGracePeriod,
        boolean incrementDuplicateTimestamp,
        int maxStreamsPerUser,
        int maxGlobalStreamsPerUser,
        boolean allowStructuredMetadata,
        int maxStructuredMetadataSizeBytes,
        int maxStructuredMetadataEntriesCount,
        List<String> discoverServiceName,
        boolean discoverLogLevels,
        List<String> logLevelFields,
        int logLevelFromJsonMaxDepth,
        OtlpMapping otlp) {

    /** Loki 3.7's defaults. */
    public static final IngestLimits DEFAULTS = new IngestLimits(
            4L << 20,
            6L << 20,
            true,
            3L << 20,
            15L << 20,
            1024,
            2048,
            15,
            256 << 10,
            false,
            "",
            true,
            Duration.ofDays(7),
            Duration.ofMinutes(10),
            false,
            0,
            5000,
            true,
            64 << 10,
            128,
            List.of(
                    "service",
                    "app",
                    "application",
                    "app_name",
                    "name",
                    "app_kubernetes_io_name",
                    "container",
                    "container_name",
                    "k8s_container_name",
                    "component",
                    "workload",
                    "job",
                    "k8s_job_name"),
            true,
            List.of(
                    "level",
                    "LEVEL",
                    "Level",
                    "log.level",
                    "severity",
                    "SEVERITY",
                    "Severity",
                    "SeverityText",
                    "lvl",
                    "LVL",
                    "Lvl",
                    "severity_text",
                    "Severity_Text",
                    "SEVERITY_TEXT"),
            2,
            OtlpMapping.DEFAULTS);

    public IngestLimits {
        discoverServiceName = List.copyOf(discoverServiceName);
        logLevelFields = List.copyOf(logLevelFields);
    }
}
