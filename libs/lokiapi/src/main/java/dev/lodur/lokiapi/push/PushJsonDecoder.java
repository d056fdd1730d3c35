package dev.lodur.lokiapi.push;

import java.nio.charset.StandardCharsets;

/**
 * Decodes the JSON push.
 *
 * <pre>
 * {"streams": [{"stream": {"app": "web"}, "values": [["1700000000000000000", "a line", {"trace_id": "1"}], …]}, …]}
 * </pre>
 *
 * As lenient as Loki: unknown fields and what follows the document are ignored; a label's value may be of any type and
 * is taken as its text; {@code null} in place of the document, of the streams, of values or of one entry is nothing; an
 * entry may lack its line, and have more than three elements. Times are strings of integer nanoseconds; lines and
 * metadata are strings; all else is refused.
 */
final class PushJsonDecoder {
    private static final byte[] STREAMS = ascii("streams");
    private static final byte[] STREAM = ascii("stream");
    private static final byte[] VALUES = ascii("values");

    private final JsonReader json = new JsonReader();
    private final PairBuffer labels = new PairBuffer();
    private final PairBuffer metadata = new PairBuffer();
    private final LabelText labelText = new LabelText();
    private final ByteSink name = new ByteSink(64);

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

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

    /** Values that come before the labels are stepped over and read when the labels are known. */
    private void stream(PushVisitor visitor) {
        boolean begun = false;
        int valuesAt = -1;
        labels.clear();
        json.beginObject();
        while (json.nextField()) {
            if (!begun && json.stringEquals(STREAM)) {
                labels();
                begun = true;
                begin(visitor);
            } else if (json.stringEquals(VALUES)) {
                if (begun) {
                    values(visitor);
                } else {
                    valuesAt = json.position();
                    json.skip();
                }
            } else {
                json.skip();
            }
        }
        int streamEnd = json.position();
        if (!begun) {
            begin(visitor);
        }
        if (valuesAt >= 0) {
            json.seek(valuesAt);
            values(visitor);
            json.seek(streamEnd);
        }
        visitor.endStream();
    }

    private void begin(PushVisitor visitor) {
        labelText.write(labels);
        visitor.beginStream(labelText.bytes(), 0, labelText.length());
    }

    private void labels() {
        json.beginObject();
        while (json.nextField()) {
            keepName();
            if (json.peek() == '"') {
                json.readString();
                addPair(labels, json.stringBytes(), json.stringOffset(), json.stringLength());
            } else {
                int from = json.position();
                json.skip();
                addPair(labels, json.source(), from, json.position() - from);
            }
        }
    }

    private void values(PushVisitor visitor) {
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

    /** The line is kept as a position and read last, because the metadata behind it would overwrite the scratch. */
    private void entry(PushVisitor visitor) {
        metadata.clear();
        json.beginArray();
        if (!json.nextElement()) {
            throw json.invalid("an entry without a time");
        }
        json.readString();
        long timestampNanos = timestamp();
        if (!json.nextElement()) {
            visitor.entry(timestampNanos, json.source(), 0, 0, metadata);
            return;
        }
        int lineAt = json.position();
        json.readString();
        if (!json.nextElement()) {
            emit(timestampNanos, visitor);
            return;
        }
        metadata();
        while (json.nextElement()) {
            json.skip();
        }
        int entryEnd = json.position();
        json.seek(lineAt);
        json.readString();
        emit(timestampNanos, visitor);
        json.seek(entryEnd);
    }

    private void emit(long timestampNanos, PushVisitor visitor) {
        visitor.entry(timestampNanos, json.stringBytes(), json.stringOffset(), json.stringLength(), metadata);
    }

    private void metadata() {
        json.beginObject();
        while (json.nextField()) {
            keepName();
            json.readString();
            addPair(metadata, json.stringBytes(), json.stringOffset(), json.stringLength());
        }
    }

    private void keepName() {
        name.clear();
        name.add(json.stringBytes(), json.stringOffset(), json.stringLength());
    }

    private void addPair(PairBuffer pairs, byte[] value, int offset, int length) {
        pairs.add(name.bytes(), 0, name.size(), value, offset, length);
    }

    private long timestamp() {
        byte[] text = json.stringBytes();
        int at = json.stringOffset();
        int end = at + json.stringLength();
        boolean negative = at < end && text[at] == '-';
        if (negative) {
            at++;
        }
        if (at == end || end - at > 19) {
            throw json.invalid("time \"" + json.string() + "\" is not an integer of nanoseconds");
        }
        long value = 0;
        for (; at < end; at++) {
            int digit = text[at] - '0';
            if (digit < 0 || digit > 9) {
                throw json.invalid("time \"" + json.string() + "\" is not an integer of nanoseconds");
            }
            value = value * 10 + digit;
        }
        // Nineteen digits reach 9999999999999999999, which wraps around to a negative number.
        if (value < 0) {
            throw json.invalid("time \"" + json.string() + "\" does not fit 64 bits");
        }
        return negative ? -value : value;
    }
}
