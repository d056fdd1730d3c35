package dev.lodur.lokiapi.read;

import dev.lodur.model.Labels;
import java.util.List;

/**
 * Writes the answer of a log query while its lines arrive.
 *
 * <p>Entries are {@code ["<ns>","line"]}; with categorised labels they have a third element, {@code
 * {"structuredMetadata":{..},"parsed":{..}}}, from which empty sets are left out.
 */
public final class StreamsWriter implements StreamsSink {
    private final JsonWriter json;
    private final boolean categorizeLabels;

    /** Begins the answer. */
    public StreamsWriter(JsonWriter json, EncodingFlags flags) {
        this.json = json;
        this.categorizeLabels = flags.categorizeLabels();
        Envelope.begin(json, "streams", flags);
        json.beginArray();
    }

    @Override
    public void beginStream(Labels labels) {
        json.beginObject();
        Envelope.labels(json.name("stream"), labels);
        json.name("values").beginArray();
    }

    @Override
    public void entry(
            long timestampNanos, byte[] line, int offset, int length, Labels structuredMetadata, Labels parsed) {
        json.beginArray().decimalString(timestampNanos).value(line, offset, length);
        if (categorizeLabels) {
            json.beginObject();
            category("structuredMetadata", structuredMetadata);
            category("parsed", parsed);
            json.endObject();
        }
        json.endArray();
    }

    private void category(String name, Labels labels) {
        if (!labels.isEmpty()) {
            Envelope.labels(json.name(name), labels);
        }
    }

    @Override
    public void endStream() {
        json.endArray().endObject();
    }

    /** Ends the answer and flushes it. */
    public void finish(QueryStats stats, List<String> warnings) {
        json.endArray();
        Envelope.end(json, stats, warnings);
    }
}
