package dev.lodur.http;

import dev.lodur.lokiapi.read.JsonWriter;
import dev.lodur.model.ByteSize;
import dev.lodur.model.IngestLimits;
import dev.lodur.model.PrometheusDuration;
import dev.lodur.model.QueryLimits;
import dev.lodur.model.RetentionLimits;
import dev.lodur.model.TenantLimits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A tenant's limits under Loki's names, as clients and people read them. */
final class LimitsTable {
    /** What Loki shows to Logs Drilldown. */
    private static final Set<String> DRILLDOWN = Set.of(
            "discover_log_levels",
            "discover_service_name",
            "log_level_fields",
            "max_entries_limit_per_query",
            "max_line_size_truncate",
            "max_query_bytes_read",
            "max_query_length",
            "max_query_lookback",
            "max_query_range",
            "max_query_series",
            "query_timeout",
            "retention_period",
            "volume_enabled",
            "volume_max_series");

    private final Map<String, Consumer<JsonWriter>> values = new LinkedHashMap<>();

    LimitsTable(TenantLimits limits) {
        addIngest(limits.ingest());
        addQuery(limits.query());
        addRetention(limits.retention());
        values.put("deletion_mode", json -> json.value(limits.deletionMode().text()));
    }

    private void addIngest(IngestLimits ingest) {
        number("per_stream_rate_limit", ingest.perStreamRateBytesPerSecond());
        number("per_stream_rate_limit_burst", ingest.perStreamBurstBytes());
        number("max_label_name_length", ingest.maxLabelNameLength());
        number("max_label_value_length", ingest.maxLabelValueLength());
        number("max_label_names_per_series", ingest.maxLabelNamesPerSeries());
        size("max_line_size", ingest.maxLineSizeBytes());
        flag("max_line_size_truncate", ingest.maxLineSizeTruncate());
        flag("reject_old_samples", ingest.rejectOldSamples());
        duration("reject_old_samples_max_age", ingest.rejectOldSamplesMaxAge());
        duration("creation_grace_period", ingest.creationGracePeriod());
        flag("increment_duplicate_timestamp", ingest.incrementDuplicateTimestamp());
        number("max_streams_per_user", ingest.maxStreamsPerUser());
        number("max_global_streams_per_user", ingest.maxGlobalStreamsPerUser());
        flag("allow_structured_metadata", ingest.allowStructuredMetadata());
        size("max_structured_metadata_size", ingest.maxStructuredMetadataSizeBytes());
        number("max_structured_metadata_entries_count", ingest.maxStructuredMetadataEntriesCount());
        strings("discover_service_name", ingest.discoverServiceName());
        flag("discover_log_levels", ingest.discoverLogLevels());
        strings("log_level_fields", ingest.logLevelFields());
    }

    private void addQuery(QueryLimits query) {
        duration("max_query_length", query.maxQueryLength());
        duration("max_query_lookback", query.maxQueryLookback());
        duration("max_query_range", query.maxQueryRange());
        number("max_query_series", query.maxQuerySeries());
        number("max_entries_limit_per_query", query.maxEntriesLimitPerQuery());
        duration("query_timeout", query.queryTimeout());
        number("max_streams_matchers_per_query", query.maxStreamsMatchersPerQuery());
        size("max_query_bytes_read", query.maxQueryBytesRead());
        flag("volume_enabled", query.volumeEnabled());
        number("volume_max_series", query.volumeMaxSeries());
        strings("required_labels", query.requiredLabels());
        number("minimum_labels_number", query.minimumLabelsNumber());
        flag("allow_empty_selector", query.allowEmptySelector());
    }

    private void addRetention(RetentionLimits retention) {
        duration("retention_period", retention.period());
        values.put("retention_stream", json -> {
            json.beginArray();
            retention.streams().forEach(stream -> writeStream(json, stream));
            json.endArray();
        });
        size("retention_bytes", retention.bytesMax());
    }

    private static void writeStream(JsonWriter json, RetentionLimits.StreamPeriod stream) {
        json.beginObject();
        json.name("selector").value(stream.selector());
        json.name("priority").value(stream.priority());
        json.name("period").value(PrometheusDuration.format(stream.period().toNanos()));
        json.endObject();
    }

    private void number(String name, long value) {
        values.put(name, json -> json.value(value));
    }

    private void flag(String name, boolean value) {
        values.put(name, json -> json.value(value));
    }

    private void size(String name, long bytes) {
        values.put(name, json -> json.value(new ByteSize(bytes).toString()));
    }

    private void duration(String name, Duration duration) {
        values.put(name, json -> json.value(PrometheusDuration.format(duration.toNanos())));
    }

    private void strings(String name, List<String> strings) {
        values.put(name, json -> {
            json.beginArray();
            strings.forEach(json::value);
            json.endArray();
        });
    }

    /** An object of what Drilldown is told. */
    void writeDrilldown(JsonWriter json) {
        json.beginObject();
        values.forEach((name, value) -> {
            if (DRILLDOWN.contains(name)) {
                value.accept(json.name(name));
            }
        });
        json.endObject();
    }

    /** All of them, a line each; values are written as JSON, which YAML reads too. */
    String asYaml() {
        StringBuilder yaml = new StringBuilder();
        values.forEach((name, value) ->
                yaml.append(name).append(": ").append(text(value)).append('\n'));
        return yaml.toString();
    }

    private static String text(Consumer<JsonWriter> value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonWriter json = new JsonWriter(out);
        value.accept(json);
        json.flush();
        return out.toString(StandardCharsets.UTF_8);
    }
}
