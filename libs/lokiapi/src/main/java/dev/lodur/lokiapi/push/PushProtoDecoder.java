package dev.lodur.lokiapi.push;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.ProtoReader;

/**
 * Decodes Loki's protobuf push, already out of its snappy block.
 *
 * <pre>
 * PushRequest { repeated Stream streams = 1; }
 * Stream      { string labels = 1; repeated Entry entries = 2; }
 * Entry       { Timestamp timestamp = 1; string line = 2; repeated LabelPair structuredMetadata = 3; }
 * Timestamp   { int64 seconds = 1; int32 nanos = 2; }
 * LabelPair   { string name = 1; string value = 2; }
 * </pre>
 *
 * Unknown fields are stepped over. Fields may come in any order, as protobuf allows.
 */
final class PushProtoDecoder {
    /** The time of an entry that carries none: no line can have it, so validation refuses the entry. */
    static final long NO_TIMESTAMP = Long.MIN_VALUE;

    private final ProtoReader requestReader = RequestProto.reader();
    private final ProtoReader streamReader = RequestProto.reader();
    private final ProtoReader entryReader = RequestProto.reader();
    private final ProtoReader leafReader = RequestProto.reader();
    private final PairBuffer metadata = new PairBuffer();

    void decode(Body body, PushVisitor visitor) {
        requestReader.reset(body.bytes(), body.offset(), body.end());
        while (requestReader.nextField()) {
            if (requestReader.field() == 1) {
                requestReader.expectBytes();
                stream(body.bytes(), requestReader.offset(), requestReader.valueEnd(), visitor);
            }
        }
    }

    private void stream(byte[] bytes, int start, int end, PushVisitor visitor) {
        beginStream(bytes, start, end, visitor);
        streamReader.reset(bytes, start, end);
        while (streamReader.nextField()) {
            if (streamReader.field() == 2) {
                streamReader.expectBytes();
                entry(bytes, streamReader.offset(), streamReader.valueEnd(), visitor);
            }
        }
        visitor.endStream();
    }

    private void beginStream(byte[] bytes, int start, int end, PushVisitor visitor) {
        streamReader.reset(bytes, start, end);
        while (streamReader.nextField()) {
            if (streamReader.field() == 1) {
                streamReader.expectBytes();
                visitor.beginStream(bytes, streamReader.offset(), streamReader.length());
                return;
            }
        }
        visitor.beginStream(bytes, start, 0);
    }

    private void entry(byte[] bytes, int start, int end, PushVisitor visitor) {
        long timestampNanos = NO_TIMESTAMP;
        int lineOffset = start;
        int lineLength = 0;
        metadata.clear();
        entryReader.reset(bytes, start, end);
        while (entryReader.nextField()) {
            switch (entryReader.field()) {
                case 1 -> {
                    entryReader.expectBytes();
                    timestampNanos = timestamp(bytes, entryReader.offset(), entryReader.valueEnd());
                }
                case 2 -> {
                    entryReader.expectBytes();
                    lineOffset = entryReader.offset();
                    lineLength = entryReader.length();
                }
                case 3 -> {
                    entryReader.expectBytes();
                    pair(bytes, entryReader.offset(), entryReader.valueEnd());
                }
                default -> {}
            }
        }
        visitor.entry(timestampNanos, bytes, lineOffset, lineLength, metadata);
    }

    private void pair(byte[] bytes, int start, int end) {
        int nameOffset = start;
        int nameLength = 0;
        int valueOffset = start;
        int valueLength = 0;
        leafReader.reset(bytes, start, end);
        while (leafReader.nextField()) {
            if (leafReader.field() == 1) {
                leafReader.expectBytes();
                nameOffset = leafReader.offset();
                nameLength = leafReader.length();
            } else if (leafReader.field() == 2) {
                leafReader.expectBytes();
                valueOffset = leafReader.offset();
                valueLength = leafReader.length();
            }
        }
        metadata.add(bytes, nameOffset, nameLength, bytes, valueOffset, valueLength);
    }

    private long timestamp(byte[] bytes, int start, int end) {
        long seconds = 0;
        long nanos = 0;
        leafReader.reset(bytes, start, end);
        while (leafReader.nextField()) {
            if (leafReader.field() == 1) {
                leafReader.expect(ProtoReader.VARINT);
                seconds = leafReader.number();
            } else if (leafReader.field() == 2) {
                leafReader.expect(ProtoReader.VARINT);
                nanos = leafReader.number();
            }
        }
        return nanos(seconds, nanos);
    }

    /** A time as nanoseconds; what does not fit 64 bits is refused. */
    static long nanos(long seconds, long nanos) {
        if (nanos < 0 || nanos >= 1_000_000_000) {
            throw new LodurException(ErrorCode.INVALID_REQUEST, "timestamp: nanos not in [0, 1e9): " + nanos);
        }
        try {
            return Math.addExact(Math.multiplyExact(seconds, 1_000_000_000L), nanos);
        } catch (ArithmeticException e) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST, "timestamp of " + seconds + " seconds is out of range", e);
        }
    }
}
