package dev.lodur.lokiapi.read;

import dev.lodur.model.Labels;
import java.util.List;
import java.util.Map;

/** Writes the answers that are known as a whole before they are written. Each method writes one and flushes it. */
public final class Answers {
    private Answers() {}

    /** One number for a metric query that is a constant. */
    public static void scalar(
            JsonWriter json, long timestampNanos, double value, QueryStats stats, List<String> warnings) {
        Envelope.begin(json, "scalar", EncodingFlags.NONE);
        Envelope.sample(json, timestampNanos, value);
        Envelope.end(json, stats, warnings);
    }

    /** Label names or values; without any there is no {@code data}. */
    public static void labels(JsonWriter json, List<String> names) {
        json.beginObject().name("status").value("success");
        if (!names.isEmpty()) {
            Envelope.strings(json.name("data"), names);
        }
        json.endObject().flush();
    }

    /** Label names in the shape of {@code /api/prom/label}. */
    public static void legacyLabels(JsonWriter json, List<String> names) {
        json.beginObject();
        if (!names.isEmpty()) {
            Envelope.strings(json.name("values"), names);
        }
        json.endObject().flush();
    }

    /** Label sets of streams; {@code data} is an array always. */
    public static void series(JsonWriter json, Iterable<Labels> series) {
        json.beginObject().name("status").value("success");
        json.name("data").beginArray();
        series.forEach(labels -> Envelope.labels(json, labels));
        json.endArray().endObject().flush();
    }

    public static void indexStats(JsonWriter json, long streams, long chunks, long bytes, long entries) {
        counts(json, streams, chunks, bytes, entries);
        json.flush();
    }

    /** The plan of a query that is one shard: all fingerprints there are. */
    public static void oneShard(JsonWriter json, long streams, long chunks, long bytes, long entries) {
        json.beginObject().name("shards").beginArray().beginObject();
        json.name("bounds").beginObject();
        json.name("min").value(0);
        json.name("max").unsigned(-1);
        json.endObject();
        counts(json.name("stats"), streams, chunks, bytes, entries);
        json.endObject().endArray();
        json.name("stats").beginObject().endObject();
        json.endObject().flush();
    }

    private static void counts(JsonWriter json, long streams, long chunks, long bytes, long entries) {
        json.beginObject();
        json.name("streams").value(streams);
        json.name("chunks").value(chunks);
        json.name("bytes").value(bytes);
        json.name("entries").value(entries);
        json.endObject();
    }

    public static void formattedQuery(JsonWriter json, String formatted) {
        json.beginObject().name("status").value("success");
        json.name("data").value(formatted).endObject().flush();
    }

    /** Why a query could not be formatted; the only read error in JSON, with status 400. */
    public static void formatQueryError(JsonWriter json, String error) {
        json.beginObject().name("status").value("invalid-query");
        json.name("error").value(error).endObject().flush();
    }

    public static void buildInfo(JsonWriter json, BuildInfo info) {
        json.beginObject();
        json.name("version").value(info.version());
        json.name("revision").value(info.revision());
        json.name("branch").value(info.branch());
        json.name("buildUser").value(info.buildUser());
        json.name("buildDate").value(info.buildDate());
        json.name("goVersion").value(info.runtimeVersion());
        json.endObject().flush();
    }

    /** Fields found in lines; an empty object where none was. */
    public static void detectedFields(JsonWriter json, List<DetectedField> fields, int limit) {
        json.beginObject();
        if (!fields.isEmpty()) {
            json.name("fields").beginArray();
            fields.forEach(field -> detectedField(json, field));
            json.endArray();
            json.name("limit").value(limit);
        }
        json.endObject().flush();
    }

    private static void detectedField(JsonWriter json, DetectedField field) {
        json.beginObject();
        json.name("label").value(field.label());
        json.name("type").value(field.type());
        json.name("cardinality").value(field.cardinality());
        json.name("parsers");
        if (field.parsers().isEmpty()) {
            json.nullValue();
        } else {
            Envelope.strings(json, field.parsers());
        }
        if (!field.jsonPath().isEmpty()) {
            Envelope.strings(json.name("jsonPath"), field.jsonPath());
        }
        json.endObject();
    }

    /** Values of one field; an empty object where there are none. */
    public static void detectedFieldValues(JsonWriter json, List<String> values, int limit) {
        json.beginObject();
        if (!values.isEmpty()) {
            Envelope.strings(json.name("values"), values);
            json.name("limit").value(limit);
        }
        json.endObject().flush();
    }

    /** Labels with the number of their values; an empty object where there are none. */
    public static void detectedLabels(JsonWriter json, Map<String, Long> cardinalities) {
        json.beginObject();
        if (!cardinalities.isEmpty()) {
            json.name("detectedLabels").beginArray();
            cardinalities.forEach((label, cardinality) -> json.beginObject()
                    .name("label")
                    .value(label)
                    .name("cardinality")
                    .value(cardinality)
                    .endObject());
            json.endArray();
        }
        json.endObject().flush();
    }

    /** Patterns of lines in the order given; {@code data} is an array always. */
    public static void patterns(JsonWriter json, List<PatternSeries> patterns) {
        json.beginObject().name("status").value("success");
        json.name("data").beginArray();
        patterns.forEach(pattern -> pattern(json, pattern));
        json.endArray().endObject().flush();
    }

    private static void pattern(JsonWriter json, PatternSeries pattern) {
        json.beginObject();
        json.name("pattern").value(pattern.pattern());
        json.name("level").value(pattern.level());
        json.name("samples").beginArray();
        for (int i = 0; i < pattern.seconds().length; i++) {
            json.beginArray()
                    .value(pattern.seconds()[i])
                    .value(pattern.counts()[i])
                    .endArray();
        }
        json.endArray().endObject();
    }
}
