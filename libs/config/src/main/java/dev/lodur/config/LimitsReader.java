package dev.lodur.config;

import dev.lodur.model.DeletionMode;
import dev.lodur.model.IngestLimits;
import dev.lodur.model.QueryLimits;
import dev.lodur.model.TenantLimits;
import java.time.Duration;
import java.util.List;

/** Reads a section of limits; what it does not set stays as in the limits it starts from. */
final class LimitsReader {
    private static final double BYTES_PER_MB = 1 << 20;

    private final Settings settings;
    private final String section;
    private final OtlpReader otlp;
    private final RetentionReader retention;

    LimitsReader(Settings settings, String section, SelectorCheck selectors, Problems problems) {
        this.settings = settings;
        this.section = section + ".";
        this.otlp = new OtlpReader(settings, this.section, problems);
        this.retention = new RetentionReader(settings, this.section, selectors, problems);
    }

    TenantLimits read(TenantLimits base) {
        return new TenantLimits(
                ingest(base.ingest()),
                query(base.query()),
                retention.read(base.retention()),
                DeletionMode.parse(text("deletion_mode", base.deletionMode().text())));
    }

    private IngestLimits ingest(IngestLimits base) {
        return new IngestLimits(
                megabytes("ingestion_rate_mb", base.ingestionRateBytesPerSecond()),
                megabytes("ingestion_burst_size_mb", base.ingestionBurstBytes()),
                text("ingestion_rate_strategy", base.ingestionRateGlobal() ? "global" : "local")
                        .equals("global"),
                size("per_stream_rate_limit", base.perStreamRateBytesPerSecond()),
                size("per_stream_rate_limit_burst", base.perStreamBurstBytes()),
                count("max_label_name_length", base.maxLabelNameLength()),
                count("max_label_value_length", base.maxLabelValueLength()),
                count("max_label_names_per_series", base.maxLabelNamesPerSeries()),
                saturated(size("max_line_size", base.maxLineSizeBytes())),
                flag("max_line_size_truncate", base.maxLineSizeTruncate()),
                text("max_line_size_truncate_identifier", base.maxLineSizeTruncateIdentifier()),
                flag("reject_old_samples", base.rejectOldSamples()),
                duration("reject_old_samples_max_age", base.rejectOldSamplesMaxAge()),
                duration("creation_grace_period", base.creationGracePeriod()),
                flag("increment_duplicate_timestamp", base.incrementDuplicateTimestamp()),
                count("max_streams_per_user", base.maxStreamsPerUser()),
                count("max_global_streams_per_user", base.maxGlobalStreamsPerUser()),
                flag("allow_structured_metadata", base.allowStructuredMetadata()),
                saturated(size("max_structured_metadata_size", base.maxStructuredMetadataSizeBytes())),
                count("max_structured_metadata_entries_count", base.maxStructuredMetadataEntriesCount()),
                strings("discover_service_name", base.discoverServiceName()),
                flag("discover_log_levels", base.discoverLogLevels()),
                strings("log_level_fields", base.logLevelFields()),
                count("log_level_from_json_max_depth", base.logLevelFromJsonMaxDepth()),
                otlp.read(base.otlp()));
    }

    private QueryLimits query(QueryLimits base) {
        return new QueryLimits(
                duration("max_query_length", base.maxQueryLength()),
                duration("max_query_lookback", base.maxQueryLookback()),
                duration("max_query_range", base.maxQueryRange()),
                count("max_query_series", base.maxQuerySeries()),
                count("max_entries_limit_per_query", base.maxEntriesLimitPerQuery()),
                duration("query_timeout", base.queryTimeout()),
                count("max_streams_matchers_per_query", base.maxStreamsMatchersPerQuery()),
                size("max_query_bytes_read", base.maxQueryBytesRead()),
                duration("split_queries_by_interval", base.splitQueriesByInterval()),
                flag("volume_enabled", base.volumeEnabled()),
                count("volume_max_series", base.volumeMaxSeries()),
                strings("required_labels", base.requiredLabels()),
                count("minimum_labels_number", base.minimumLabelsNumber()),
                flag("allow_empty_selector", base.allowEmptySelector()),
                count("max_concurrent_tail_requests", base.maxConcurrentTailRequests()));
    }

    private boolean isSet(String key) {
        return settings.isSet(section + key);
    }

    private boolean flag(String key, boolean base) {
        return isSet(key) ? settings.flag(section + key) : base;
    }

    private String text(String key, String base) {
        return isSet(key) ? settings.text(section + key) : base;
    }

    private int count(String key, int base) {
        return isSet(key) ? settings.integer(section + key) : base;
    }

    private long size(String key, long base) {
        return isSet(key) ? settings.number(section + key) : base;
    }

    private long megabytes(String key, long base) {
        return isSet(key) ? (long) (settings.decimal(section + key) * BYTES_PER_MB) : base;
    }

    private Duration duration(String key, Duration base) {
        return isSet(key) ? settings.duration(section + key) : base;
    }

    private List<String> strings(String key, List<String> base) {
        return isSet(key) ? settings.strings(section + key) : base;
    }

    private static int saturated(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }
}
