package dev.lodur.lokiapi.read;

import dev.lodur.model.Labels;
import java.util.List;

/** Writes the answer of a log query while its lines arrive, its streams as {@link EntryWriter} does. */
public final class StreamsWriter implements StreamsSink {
    private final JsonWriter json;
    private final EntryWriter entries;

    /** Begins the answer. */
    public StreamsWriter(JsonWriter json, EncodingFlags flags) {
        this.json = json;
        this.entries = new EntryWriter(json, flags.categorizeLabels());
        Envelope.begin(json, "streams", flags);
        json.beginArray();
    }

    @Override
    public void beginStream(Labels labels) {
        entries.beginStream(labels);
    }

    @Override
    public void entry(
            long timestampNanos, byte[] line, int offset, int length, Labels structuredMetadata, Labels parsed) {
        entries.entry(timestampNanos, line, offset, length, structuredMetadata, parsed);
    }

    @Override
    public void endStream() {
        entries.endStream();
    }

    /** Ends the answer and flushes it. */
    public void finish(QueryStats stats, List<String> warnings) {
        json.endArray();
        Envelope.end(json, stats, warnings);
    }
}
