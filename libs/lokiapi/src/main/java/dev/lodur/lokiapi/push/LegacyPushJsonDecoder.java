package dev.lodur.lokiapi.push;

import java.time.DateTimeException;
import java.time.OffsetDateTime;

/**
 * Decodes the JSON of the old push endpoint.
 *
 * <pre>
 * {"streams": [{"labels": "{app=\"web\"}",
 *               "entries": [{"ts": "2026-11-11T12:00:00Z", "line": "a line", "structuredMetadata": {"a": "1"}}]}]}
 * </pre>
 *
 * Field names are matched without case; unknown ones are ignored, and {@code null} counts as absent.
 */
final class LegacyPushJsonDecoder {
    private static final byte[] STREAMS = PushJsonDecoder.ascii("streams");
    private static final byte[] LABELS = PushJsonDecoder.ascii("labels");
    private static final byte[] ENTRIES = PushJsonDecoder.ascii("entries");
    private static final byte[] TS = PushJsonDecoder.ascii("ts");
    private static final byte[] TIMESTAMP = PushJsonDecoder.ascii("timestamp");
    private static final byte[] LINE = PushJsonDecoder.ascii("line");
    private static final byte[] METADATA = PushJsonDecoder.ascii("structuredmetadata");

    private final JsonReader json = new JsonReader();
    private final PairBuffer metadata = new PairBuffer();
    private final ByteSink name = new ByteSink(64);
    private final ByteSink labels = new ByteSink(512);

    void decode(Body body, PushVisitor visitor) {
        json.reset(body.bytes(), body.offset(), body.end());
        if (json.readNull()) {
            return;
        }
        json.beginObject();
        while (json.nextField()) {
            if (!json.stringEqualsIgnoreCase(STREAMS)) {
                json.skip();
            } else if (!json.readNull()) {
                json.beginArray();
                while (json.nextElement()) {
                    stream(visitor);
                }
            }
        }
    }

    private void stream(PushVisitor visitor) {
        labels.clear();
        int entriesAt = -1;
        if (!json.readNull()) {
            json.beginObject();
            while (json.nextField()) {
                if (json.stringEqualsIgnoreCase(LABELS)) {
                    labels();
                } else if (json.stringEqualsIgnoreCase(ENTRIES)) {
                    json.peek();
                    entriesAt = json.position();
                    json.skip();
                } else {
                    json.skip();
                }
            }
        }
        visitor.beginStream(labels.bytes(), 0, labels.size());
        if (entriesAt >= 0) {
            int streamEnd = json.position();
            json.seek(entriesAt);
            entries(visitor);
            json.seek(streamEnd);
        }
        visitor.endStream();
    }

    private void labels() {
        if (!json.readNull()) {
            json.readString();
            labels.clear();
            labels.add(json.stringBytes(), json.stringOffset(), json.stringLength());
        }
    }

    private void entries(PushVisitor visitor) {
        if (json.readNull()) {
            return;
        }
        json.beginArray();
        while (json.nextElement()) {
            if (!json.readNull()) {
                entry(visitor);
            }
        }
    }

    private void entry(PushVisitor visitor) {
        long timestampNanos = PushProtoDecoder.NO_TIMESTAMP;
        int lineAt = -1;
        metadata.clear();
        json.beginObject();
        while (json.nextField()) {
            if (json.stringEqualsIgnoreCase(TS) || json.stringEqualsIgnoreCase(TIMESTAMP)) {
                timestampNanos = json.readNull() ? timestampNanos : timestamp();
            } else if (json.stringEqualsIgnoreCase(LINE)) {
                if (!json.readNull()) {
                    lineAt = json.position();
                    json.readString();
                }
            } else if (json.stringEqualsIgnoreCase(METADATA)) {
                metadata();
            } else {
                json.skip();
            }
        }
        int entryEnd = json.position();
        if (lineAt < 0) {
            visitor.entry(timestampNanos, json.source(), 0, 0, metadata);
            return;
        }
        json.seek(lineAt);
        json.readString();
        visitor.entry(timestampNanos, json.stringBytes(), json.stringOffset(), json.stringLength(), metadata);
        json.seek(entryEnd);
    }

    private void metadata() {
        if (json.readNull()) {
            return;
        }
        json.beginObject();
        while (json.nextField()) {
            name.clear();
            name.add(json.stringBytes(), json.stringOffset(), json.stringLength());
            json.readString();
            metadata.add(name.bytes(), 0, name.size(), json.stringBytes(), json.stringOffset(), json.stringLength());
        }
    }

    private long timestamp() {
        json.readString();
        String text = json.string();
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            return PushProtoDecoder.nanos(time.toEpochSecond(), time.getNano());
        } catch (DateTimeException e) {
            throw json.invalid("time \"" + text + "\" is not in the form of RFC 3339");
        }
    }
}
