package dev.lodur.lokiapi.read;

import dev.lodur.model.Labels;

/** Writes a frame of {@code /loki/api/v1/tail}; {@code dropped_entries} is left out where there are none. */
public final class TailWriter implements TailFrames {
    private final JsonWriter json;
    private final EncodingFlags flags;
    private final EntryWriter entries;
    private boolean anyDropped;

    /** Begins the frame. */
    public TailWriter(JsonWriter json, EncodingFlags flags) {
        this.json = json;
        this.flags = flags;
        this.entries = new EntryWriter(json, flags.categorizeLabels());
        json.beginObject().name("streams").beginArray();
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

    @Override
    public void dropped(Labels stream, long timestampNanos) {
        if (!anyDropped) {
            json.endArray().name("dropped_entries").beginArray();
            anyDropped = true;
        }
        json.beginObject().name("timestamp").decimalString(timestampNanos);
        Envelope.labels(json.name("labels"), stream);
        json.endObject();
    }

    @Override
    public void finish() {
        json.endArray();
        if (!flags.flags().isEmpty()) {
            Envelope.strings(json.name("encodingFlags"), flags.flags());
        }
        json.endObject().flush();
    }
}
