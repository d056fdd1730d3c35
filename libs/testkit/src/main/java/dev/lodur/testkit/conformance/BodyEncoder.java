package dev.lodur.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A request's body from {@code {"format":..,"data":..,"truncate":n,"compress":..,"truncate_compressed":n}}.
 *
 * <p>Formats are {@code json}, {@code text}, {@code base64}, {@code push-proto} and {@code otlp-proto}; compressions
 * {@code gzip}, {@code deflate} (raw), {@code zlib} and {@code snappy} (a block of literals).
 */
final class BodyEncoder {
    private static final int SNAPPY_LITERAL_BYTES_MAX = 60_000;

    private BodyEncoder() {}

    static byte[] encode(JsonNode body) {
        JsonNode data = Macros.expand(body.path("data"));
        byte[] raw = truncated(format(body.get("format").asText(), data), body.path("truncate"));
        byte[] compressed = compress(body.path("compress").asText(""), raw);
        return truncated(compressed, body.path("truncate_compressed"));
    }

    private static byte[] format(String format, JsonNode data) {
        return switch (format) {
            case "json" -> TextBytes.of(Json.spaced(data), false);
            case "text" -> TextBytes.of(data.asText(), true);
            case "base64" -> Base64.getDecoder().decode(data.asText());
            case "push-proto" -> PushProtobuf.encode(data);
            case "otlp-proto" -> OtlpProtobuf.encode(data);
            default -> throw new IllegalArgumentException("unknown body format " + format);
        };
    }

    private static byte[] truncated(byte[] bytes, JsonNode length) {
        return length.isNumber() ? Arrays.copyOf(bytes, Math.min(length.asInt(), bytes.length)) : bytes;
    }

    private static byte[] compress(String compression, byte[] raw) {
        return switch (compression) {
            case "", "null" -> raw;
            case "gzip" -> through(raw, GZIPOutputStream::new);
            case "deflate" -> deflate(raw, true);
            case "zlib" -> deflate(raw, false);
            case "snappy" -> snappyBlock(raw);
            default -> throw new IllegalArgumentException("unknown compression " + compression);
        };
    }

    @FunctionalInterface
    private interface Compressor {
        OutputStream wrap(OutputStream out) throws IOException;
    }

    private static byte[] through(byte[] raw, Compressor compressor) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream compressing = compressor.wrap(out)) {
            compressing.write(raw);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] raw, boolean withoutHeader) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, withoutHeader);
        try {
            return through(raw, out -> new DeflaterOutputStream(out, deflater));
        } finally {
            deflater.end();
        }
    }

    private static byte[] snappyBlock(byte[] raw) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ProtobufBytes.varintBytes(raw.length));
        for (int from = 0; from < raw.length; from += SNAPPY_LITERAL_BYTES_MAX) {
            int length = Math.min(SNAPPY_LITERAL_BYTES_MAX, raw.length - from);
            writeLiteralHeader(out, length - 1);
            out.write(raw, from, length);
        }
        return out.toByteArray();
    }

    private static void writeLiteralHeader(ByteArrayOutputStream out, int lengthMinusOne) {
        if (lengthMinusOne < 60) {
            out.write(lengthMinusOne << 2);
        } else if (lengthMinusOne < 256) {
            out.write(60 << 2);
            out.write(lengthMinusOne);
        } else {
            out.write(61 << 2);
            out.write(lengthMinusOne);
            out.write(lengthMinusOne >> 8);
        }
    }
}
