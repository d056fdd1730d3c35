package dev.lodur.lokiapi.read;

import dev.lodur.model.Labels;
import java.util.ArrayList;
import java.util.List;

/** Writes a frame of {@code /api/prom/tail}: labels as text, RFC 3339 times, {@code dropped_entries} null where none. */
public final class LegacyTailWriter implements TailFrames {
    private record Dropped(Labels stream, long timestampNanos) {}

    private final JsonWriter json;
    private final LegacyStreamsWriter streams;
    private final List<Dropped> dropped = new ArrayList<>();

    /** Begins the frame. */
    public LegacyTailWriter(JsonWriter json) {
        this.json = json;
        this.streams = new LegacyStreamsWriter(json);
    }

    @Override
    public void beginStream(Labels labels) {
        streams.beginStream(labels);
    }

    @Override
    public void entry(
            long timestampNanos, byte[] line, int offset, int length, Labels structuredMetadata, Labels parsed) {
        streams.entry(timestampNanos, line, offset, length, structuredMetadata, parsed);
    }

    @Override
    public void endStream() {
        streams.endStream();
    }

    @Override
    public void dropped(Labels stream, long timestampNanos) {
        dropped.add(new Dropped(stream, timestampNanos));
    }

    @Override
    public void finish() {
        json.endArray().name("dropped_entries");
        if (dropped.isEmpty()) {
            json.nullValue();
        } else {
            writeDropped();
        }
        json.endObject().flush();
    }

    private void writeDropped() {
        json.beginArray();
        for (Dropped one : dropped) {
            json.beginObject();
            json.name("Timestamp").value(Rfc3339.format(one.timestampNanos()));
            json.name("Labels").value(one.stream().toString());
            json.endObject();
        }
        json.endArray();
    }
}
