package dev.lodur.lokiapi.push;

import dev.lodur.lokiapi.push.OtlpValues.KeyValue;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.OtlpMapping;
import dev.lodur.model.ProtoReader;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

/**
 * Decodes an OTLP logs request (protobuf) into streams and entries, as Loki maps it.
 *
 * <p>Attributes become labels of the stream, structured metadata of each entry, or nothing, as the rules say: the
 * resource's, followed by the scope's and the record's own; of names that come twice the later, so the record's, wins. The
 * body is the line. A record's time is its time, else the observed time, else now. A resource without records makes no
 * stream; where scopes and records may have labels, neighbours with equal ones share a stream.
 */
final class OtlpDecoder {
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    private final OtlpRules rules;
    private final LongSupplier nowNanos;
    private final OtlpStreams streams;
    private final PairBuffer flattened = new PairBuffer();
    private final PairBuffer resourceMetadata = new PairBuffer();
    private final PairBuffer scopeMetadata = new PairBuffer();
    private final PairBuffer metadata = new PairBuffer();
    private final ByteSink path = new ByteSink(128);
    private final ByteSink text = new ByteSink(256);
    private final ByteSink line = new ByteSink(256);
    private byte[] bytes = new byte[0];
    private int sharedCount;
    private int sharedBytes;
    private OtlpStreams.Mark sharedLabels = new OtlpStreams.Mark(0, 0);

    OtlpDecoder(OtlpRules rules, LongSupplier nowNanos) {
        this.rules = rules;
        this.streams = new OtlpStreams(rules.streamsVary());
        this.nowNanos = nowNanos;
    }

    void decode(Body body, PushVisitor visitor) {
        bytes = body.bytes();
        ProtoReader reader = RequestProto.reader().reset(bytes, body.offset(), body.end());
        while (reader.nextField()) {
            if (reader.field() == OtlpSchema.RESOURCE_LOGS) {
                reader.expectBytes();
                resourceLogs(reader.offset(), reader.valueEnd(), visitor);
            }
        }
    }

    private void resourceLogs(int start, int end, PushVisitor visitor) {
        streams.labels().clear();
        resourceMetadata.clear();
        ProtoReader reader = RequestProto.reader().reset(bytes, start, end);
        while (reader.nextField()) {
            if (reader.field() == OtlpSchema.RESOURCE) {
                reader.expectBytes();
                resource(reader.offset(), reader.valueEnd());
            }
        }
        OtlpStreams.Mark resourceLabels = streams.mark();
        reader.reset(bytes, start, end);
        while (reader.nextField()) {
            if (reader.field() == OtlpSchema.SCOPE_LOGS) {
                reader.expectBytes();
                streams.backTo(resourceLabels);
                scopeLogs(reader.offset(), reader.valueEnd(), visitor);
            }
        }
        streams.end(visitor);
    }

    private void resource(int start, int end) {
        ProtoReader reader = RequestProto.reader().reset(bytes, start, end);
        while (reader.nextField()) {
            if (reader.field() == OtlpSchema.RESOURCE_ATTRIBUTES) {
                reader.expectBytes();
                attribute(reader, rules.resource(), resourceMetadata);
            }
        }
    }

    /** Puts the attribute that the reader stands at where the rules want it. */
    private void attribute(ProtoReader reader, OtlpRules.Attributes rulesOfPlace, PairBuffer pairs) {
        KeyValue attribute = KeyValue.read(bytes, reader.offset(), reader.valueEnd());
        // Most tenants have no rules for records: their names need not become texts.
        OtlpMapping.Action action = rulesOfPlace.isEmpty()
                ? OtlpMapping.Action.STRUCTURED_METADATA
                : rulesOfPlace.actionOf(attribute.key(bytes));
        switch (action) {
            case INDEX_LABEL -> label(attribute);
            case STRUCTURED_METADATA -> flatten(attribute, pairs);
            case DROP -> {}
        }
    }

    private void label(KeyValue attribute) {
        flattened.clear();
        flatten(attribute, flattened);
        for (int i = 0; i < flattened.count(); i++) {
            byte[] name = new byte[flattened.nameLength(i) + LabelNames.GROWTH_BYTES_MAX];
            int nameLength =
                    LabelNames.normalize(flattened.bytes(), flattened.nameOffset(i), flattened.nameLength(i), name, 0);
            streams.labels()
                    .add(name, 0, nameLength, flattened.bytes(), flattened.valueOffset(i), flattened.valueLength(i));
        }
    }

    private void flatten(KeyValue attribute, PairBuffer pairs) {
        path.clear();
        OtlpValues.flatten(bytes, attribute, path, text, pairs, 0);
    }

    private void scopeLogs(int start, int end, PushVisitor visitor) {
        scopeMetadata.clear();
        ProtoReader reader = RequestProto.reader().reset(bytes, start, end);
        while (reader.nextField()) {
            if (reader.field() == OtlpSchema.SCOPE) {
                reader.expectBytes();
                scope(reader.offset(), reader.valueEnd());
            }
        }
        metadata.clear();
        metadata.addAll(resourceMetadata);
        metadata.addAll(scopeMetadata);
        sharedCount = metadata.count();
        sharedBytes = metadata.sizeBytes();
        sharedLabels = streams.mark();
        reader.reset(bytes, start, end);
        while (reader.nextField()) {
            if (reader.field() == OtlpSchema.LOG_RECORDS) {
                reader.expectBytes();
                record(reader.offset(), reader.valueEnd(), visitor);
            }
        }
    }

    private void scope(int start, int end) {
        ProtoReader reader = RequestProto.reader().reset(bytes, start, end);
        while (reader.nextField()) {
            switch (reader.field()) {
                case OtlpSchema.SCOPE_NAME -> string("scope_name", reader, scopeMetadata);
                case OtlpSchema.SCOPE_VERSION -> string("scope_version", reader, scopeMetadata);
                case OtlpSchema.SCOPE_DROPPED ->
                    number("scope_dropped_attributes_count", reader, ProtoReader.VARINT, scopeMetadata);
                case OtlpSchema.SCOPE_ATTRIBUTES -> {
                    reader.expectBytes();
                    attribute(reader, rules.scope(), scopeMetadata);
                }
                default -> {}
            }
        }
    }

    private void record(int start, int end, PushVisitor visitor) {
        long time = 0;
        long observed = 0;
        line.clear();
        byte[] lineBytes = bytes;
        int lineOffset = start;
        int lineLength = 0;
        metadata.truncate(sharedCount, sharedBytes);
        streams.backTo(sharedLabels);
        ProtoReader reader = RequestProto.reader().reset(bytes, start, end);
        while (reader.nextField()) {
            switch (reader.field()) {
                case OtlpSchema.TIME -> time = fixed64(reader);
                case OtlpSchema.OBSERVED_TIME -> observed = fixed64(reader);
                case OtlpSchema.SEVERITY_NUMBER -> severity(reader);
                case OtlpSchema.SEVERITY_TEXT -> {
                    string("severity_text", reader, metadata);
                    if (rules.severityTextAsLabel()) {
                        string("severity_text", reader, streams.labels());
                    }
                }
                case OtlpSchema.BODY -> {
                    reader.expectBytes();
                    OtlpValues.Any body = OtlpValues.any(bytes, reader.offset(), reader.valueEnd());
                    if (body.kind() == OtlpSchema.STRING_VALUE) {
                        lineBytes = bytes;
                        lineOffset = body.offset();
                        lineLength = body.end() - body.offset();
                    } else {
                        line.clear();
                        OtlpValues.appendText(bytes, body, line);
                        lineBytes = line.bytes();
                        lineOffset = 0;
                        lineLength = line.size();
                    }
                }
                case OtlpSchema.ATTRIBUTES -> {
                    reader.expectBytes();
                    attribute(reader, rules.log(), metadata);
                }
                case OtlpSchema.DROPPED -> number("dropped_attributes_count", reader, ProtoReader.VARINT, metadata);
                case OtlpSchema.FLAGS -> number("flags", reader, ProtoReader.FIXED32, metadata);
                case OtlpSchema.TRACE_ID -> id("trace_id", reader, TRACE_ID_BYTES);
                case OtlpSchema.SPAN_ID -> id("span_id", reader, SPAN_ID_BYTES);
                default -> {}
            }
        }
        if (time != 0 && observed != 0) {
            add("observed_timestamp", Long.toUnsignedString(observed), metadata);
        }
        streams.open(visitor);
        visitor.entry(timestamp(time, observed), lineBytes, lineOffset, lineLength, metadata);
    }

    private long timestamp(long time, long observed) {
        long timestamp = time != 0 ? time : observed;
        if (timestamp < 0) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST,
                    "timestamp of " + Long.toUnsignedString(timestamp) + " nanoseconds is out of range");
        }
        return timestamp != 0 ? timestamp : nowNanos.getAsLong();
    }

    private long fixed64(ProtoReader reader) {
        reader.expect(ProtoReader.FIXED64);
        return reader.number();
    }

    private void string(String name, ProtoReader reader, PairBuffer pairs) {
        reader.expectBytes();
        if (reader.length() > 0) {
            byte[] nameBytes = name.getBytes(StandardCharsets.US_ASCII);
            pairs.add(nameBytes, 0, nameBytes.length, bytes, reader.offset(), reader.length());
        }
    }

    private void severity(ProtoReader reader) {
        reader.expect(ProtoReader.VARINT);
        if ((int) reader.number() != 0) {
            add("severity_number", Integer.toString((int) reader.number()), metadata);
        }
    }

    private void number(String name, ProtoReader reader, int wireType, PairBuffer pairs) {
        reader.expect(wireType);
        if (reader.number() != 0) {
            add(name, Integer.toUnsignedString((int) reader.number()), pairs);
        }
    }

    /** An id of zero bytes only means none, as in OpenTelemetry. */
    private void id(String name, ProtoReader reader, int lengthBytes) {
        reader.expectBytes();
        if (reader.length() != 0 && reader.length() != lengthBytes) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST, name + " has " + reader.length() + " bytes, must have " + lengthBytes);
        }
        boolean zero = true;
        for (int i = reader.offset(); i < reader.valueEnd(); i++) {
            zero &= bytes[i] == 0;
        }
        if (!zero) {
            text.clear();
            OtlpValues.appendHex(bytes, reader.offset(), reader.valueEnd(), text);
            byte[] nameBytes = name.getBytes(StandardCharsets.US_ASCII);
            metadata.add(nameBytes, 0, nameBytes.length, text.bytes(), 0, text.size());
        }
    }

    private static void add(String name, String value, PairBuffer pairs) {
        pairs.add(name.getBytes(StandardCharsets.US_ASCII), value.getBytes(StandardCharsets.US_ASCII));
    }
}
