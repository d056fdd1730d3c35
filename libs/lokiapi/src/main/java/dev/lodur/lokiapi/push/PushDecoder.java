package dev.lodur.lokiapi.push;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.function.LongSupplier;

/**
 * Decodes bodies of every kind and drives a visitor over what they hold.
 *
 * <p>On the push endpoints {@code application/json} is JSON and any other type snappy-protobuf; OTLP takes exactly
 * {@code application/json} and {@code application/x-protobuf}. Failures are {@link LodurException}s whose code is one of
 * the 4xx. Thread-safe.
 */
public final class PushDecoder {
    private static final int LABELS_BYTES_MAX = 16 << 20;
    private static final String NO_STREAM = "error at least one valid stream is required for ingestion";

    private final long decompressedBytesMax;
    private final LongSupplier nowNanos;

    /**
     * @param decompressedBytesMax {@code distributor.max_decompressed_size}, or less where memory is short
     * @param nowNanos the time of OTLP records that have none, nanoseconds since 1970
     */
    public PushDecoder(long decompressedBytesMax, LongSupplier nowNanos) {
        this.decompressedBytesMax = decompressedBytesMax;
        this.nowNanos = nowNanos;
    }

    /** Decodes a body as {@link #decode(PushBody, OtlpRules, PushVisitor)} does, by the default rules. */
    public void decode(PushBody body, PushVisitor visitor) {
        decode(body, OtlpRules.DEFAULTS, visitor);
    }

    /**
     * Decodes a body; one without any stream is {@link ErrorCode#NOTHING_TO_STORE}.
     *
     * @param rules what becomes of OpenTelemetry's attributes
     */
    public void decode(PushBody body, OtlpRules rules, PushVisitor visitor) {
        CountingVisitor counting = new CountingVisitor(visitor);
        if (body.kind() == PushKind.OTLP) {
            decodeOtlp(body, rules, counting);
        } else {
            decodePush(body, counting);
        }
        if (counting.streams == 0) {
            throw new LodurException(ErrorCode.NOTHING_TO_STORE, NO_STREAM);
        }
    }

    private void decodePush(PushBody body, PushVisitor visitor) {
        boolean json = MediaType.parse(body.contentType()).equals(MediaType.JSON);
        Body plain = decompress(body);
        if (!json) {
            Body message = Snappy.decompress(plain.bytes(), plain.offset(), plain.end(), limit(body));
            visitor.begin(message.length());
            new PushProtoDecoder().decode(message, visitor);
            return;
        }
        visitor.begin(plain.length());
        if (body.kind() == PushKind.PUSH) {
            new PushJsonDecoder().decode(plain, visitor);
        } else {
            new LegacyPushJsonDecoder().decode(plain, visitor);
        }
    }

    private void decodeOtlp(PushBody body, OtlpRules rules, PushVisitor visitor) {
        boolean json = body.contentType().equals(MediaType.JSON);
        if (!json && !body.contentType().equals(MediaType.PROTOBUF)) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST, "content type: " + body.contentType() + " is not supported");
        }
        Body plain = decompress(body);
        visitor.begin(plain.length());
        new OtlpDecoder(rules, nowNanos).decode(json ? OtlpJson.toProtobuf(plain) : plain, visitor);
    }

    private Body decompress(PushBody body) {
        return Decompressor.decompress(body.kind(), body.contentEncoding(), body.bytes(), limit(body));
    }

    private long limit(PushBody body) {
        return Math.min(decompressedBytesMax, body.decompressedBytesMax());
    }

    /** Counts streams, because a body without any is refused although it is well formed. */
    private static final class CountingVisitor implements PushVisitor {
        private final PushVisitor visitor;
        private int streams;

        CountingVisitor(PushVisitor visitor) {
            this.visitor = visitor;
        }

        @Override
        public void begin(int bodyBytes) {
            visitor.begin(bodyBytes);
        }

        @Override
        public void beginStream(byte[] bytes, int offset, int length) {
            if (length > LABELS_BYTES_MAX) {
                throw new LodurException(
                        ErrorCode.BODY_TOO_LARGE,
                        "labels of " + length + " bytes for one stream; limit " + LABELS_BYTES_MAX);
            }
            streams++;
            visitor.beginStream(bytes, offset, length);
        }

        @Override
        public void entry(long timestampNanos, byte[] bytes, int offset, int length, PairBuffer metadata) {
            visitor.entry(timestampNanos, bytes, offset, length, metadata);
        }

        @Override
        public void endStream() {
            visitor.endStream();
        }
    }
}
