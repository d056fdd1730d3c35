package dev.lodur.lokiapi.read;

import dev.lodur.model.Labels;
import java.util.List;

/** Writes series of samples: the answer of a metric query over a range, and of {@code index/volume_range}. */
public final class MatrixWriter {
    private final JsonWriter json;

    /** Begins the answer. */
    public MatrixWriter(JsonWriter json) {
        this.json = json;
        Envelope.begin(json, "matrix", EncodingFlags.NONE);
        json.beginArray();
    }

    public void beginSeries(Labels metric) {
        json.beginObject();
        Envelope.labels(json.name("metric"), metric);
        json.name("values").beginArray();
    }

    public void sample(long timestampNanos, double value) {
        Envelope.sample(json, timestampNanos, value);
    }

    public void endSeries() {
        json.endArray().endObject();
    }

    /** Ends the answer and flushes it. */
    public void finish(QueryStats stats, List<String> warnings) {
        json.endArray();
        Envelope.end(json, stats, warnings);
    }
}
