package dev.lodur.lokiapi.read;

import dev.lodur.model.Labels;
import java.util.List;

/** Writes one sample for each series: the answer of an instant metric query, and of {@code index/volume}. */
public final class VectorWriter {
    private final JsonWriter json;

    /** Begins the answer. */
    public VectorWriter(JsonWriter json) {
        this.json = json;
        Envelope.begin(json, "vector", EncodingFlags.NONE);
        json.beginArray();
    }

    public void sample(Labels metric, long timestampNanos, double value) {
        json.beginObject();
        Envelope.labels(json.name("metric"), metric);
        Envelope.sample(json.name("value"), timestampNanos, value);
        json.endObject();
    }

    /** Ends the answer and flushes it. */
    public void finish(QueryStats stats, List<String> warnings) {
        json.endArray();
        Envelope.end(json, stats, warnings);
    }
}
