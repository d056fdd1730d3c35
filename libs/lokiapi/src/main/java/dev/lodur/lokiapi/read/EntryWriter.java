package dev.lodur.lokiapi.read;

import dev.lodur.model.Labels;

/**
 * Writes streams with their entries as {@code ["<ns>","line"]}; with categorised labels they have a third element, {@code
 * {"structuredMetadata":{..},"parsed":{..}}}, from which empty sets are left out.
 */
final class EntryWriter implements StreamsSink {
    private final JsonWriter json;
    private final boolean categorizeLabels;

    EntryWriter(JsonWriter json, boolean categorizeLabels) {
        this.json = json;
        this.categorizeLabels = categorizeLabels;
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
}
