package dev.lodur.lokiapi.read;

import dev.lodur.model.Labels;

/** Writes the answer of {@code /api/prom/query}: streams with their labels as text and entries with RFC 3339 times. */
public final class LegacyStreamsWriter implements StreamsSink {
    private final JsonWriter json;

    /** Begins the answer. */
    public LegacyStreamsWriter(JsonWriter json) {
        this.json = json;
        json.beginObject().name("streams").beginArray();
    }

    @Override
    public void beginStream(Labels labels) {
        json.beginObject();
        json.name("labels").value(labels.toString());
        json.name("entries").beginArray();
    }

    @Override
    public void entry(
            long timestampNanos, byte[] line, int offset, int length, Labels structuredMetadata, Labels parsed) {
        json.beginObject();
        json.name("ts").value(Rfc3339.format(timestampNanos));
        json.name("line").value(line, offset, length);
        json.endObject();
    }

    @Override
    public void endStream() {
        json.endArray().endObject();
    }

    /** Ends the answer and flushes it. */
    public void finish(QueryStats stats) {
        json.endArray();
        QueryStatsJson.write(json.name("stats"), stats);
        json.endObject().flush();
    }
}
