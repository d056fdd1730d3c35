package dev.lodur.distributor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Builds bodies of pushes from their description in the cases: the plain, obviously right encoders. */
final class Bodies {
    private static final Pattern REPEAT = Pattern.compile("@@REPEAT\\((.*?),(\\d+)\\)@@", Pattern.DOTALL);
    private static final ObjectMapper JSON = new ObjectMapper();

    private Bodies() {}

    static String expand(String text) {
        Matcher matcher = REPEAT.matcher(text);
        return matcher.replaceAll(
                found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
    }

    static byte[] encode(JsonNode body) {
        byte[] raw = raw(body);
        if (body.hasNonNull("truncate")) {
            raw = Arrays.copyOf(raw, body.get("truncate").asInt());
        }
        byte[] compressed = compress(raw, body.path("compress").asText(""));
        if (body.hasNonNull("truncate_compressed")) {
            compressed =
                    Arrays.copyOf(compressed, body.get("truncate_compressed").asInt());
        }
        return compressed;
    }

    private static byte[] raw(JsonNode body) {
        JsonNode data = body.get("data");
        try {
            return switch (body.get("format").asText()) {
                case "json" -> expand(JSON.writeValueAsString(data)).getBytes(StandardCharsets.UTF_8);
                case "text" -> expand(data.asText()).getBytes(StandardCharsets.UTF_8);
                case "base64" -> Base64.getDecoder().decode(data.asText());
                case "push-proto" -> pushProto(data);
                case "otlp-proto" -> otlpProto(data);
                default -> throw new IllegalArgumentException(body.toString());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] compress(byte[] raw, String how) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            switch (how) {
                case "gzip" -> {
                    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                        gzip.write(raw);
                    }
                }
                case "deflate", "zlib" -> {
                    try (DeflaterOutputStream deflate =
                            new DeflaterOutputStream(out, new Deflater(6, how.equals("deflate")))) {
                        deflate.write(raw);
                    }
                }
                case "snappy" -> {
                    out.writeBytes(varint(raw.length));
                    for (int at = 0; at < raw.length; at += 60000) {
                        int length = Math.min(60000, raw.length - at);
                        out.write(61 << 2);
                        out.write(length - 1);
                        out.write((length - 1) >> 8);
                        out.write(raw, at, length);
                    }
                }
                default -> out.writeBytes(raw);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text of a protobuf string; the cases carry bytes that are no UTF-8 as Python's surrogate escapes. */
    private static byte[] bytes(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        expand(text).codePoints().forEach(c -> {
            if (c >= 0xdc80 && c <= 0xdcff) {
                out.write(c - 0xdc00);
            } else {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return out.toByteArray();
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] field(int number, byte[] value) {
        return join(varint(number << 3 | 2), varint(value.length), value);
    }

    private static byte[] number(int number, long value) {
        return value == 0 ? new byte[0] : join(varint(number << 3), varint(value));
    }

    private static byte[] fixed64(int number, long value) {
        return join(
                varint(number << 3 | 1),
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(value)
                        .array());
    }

    private static byte[] pushProto(JsonNode request) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (JsonNode stream : request.path("streams")) {
            ByteArrayOutputStream fields = new ByteArrayOutputStream();
            if (stream.hasNonNull("labels")) {
                fields.writeBytes(field(1, bytes(stream.get("labels").asText())));
            }
            for (JsonNode entry : stream.path("entries")) {
                long nanos = entry.get("ts").asLong();
                byte[] time = join(
                        number(1, Math.floorDiv(nanos, 1_000_000_000L)),
                        number(2, Math.floorMod(nanos, 1_000_000_000L)));
                ByteArrayOutputStream pairs = new ByteArrayOutputStream();
                entry.path("metadata")
                        .properties()
                        .forEach(pair -> pairs.writeBytes(field(
                                3,
                                join(
                                        field(1, bytes(pair.getKey())),
                                        field(2, bytes(pair.getValue().asText()))))));
                fields.writeBytes(field(
                        2, join(field(1, time), field(2, bytes(entry.get("line").asText())), pairs.toByteArray())));
            }
            out.writeBytes(field(1, fields.toByteArray()));
        }
        return out.toByteArray();
    }

    private static byte[] anyValue(JsonNode value) {
        if (value.has("stringValue")) {
            return field(1, bytes(value.get("stringValue").asText()));
        }
        if (value.has("boolValue")) {
            return join(varint(2 << 3), varint(value.get("boolValue").asBoolean() ? 1 : 0));
        }
        if (value.has("intValue")) {
            return join(varint(3 << 3), varint(value.get("intValue").asLong()));
        }
        if (value.has("doubleValue")) {
            return fixed64(4, Double.doubleToLongBits(value.get("doubleValue").asDouble()));
        }
        if (value.has("arrayValue")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            value.get("arrayValue").path("values").forEach(item -> out.writeBytes(field(1, anyValue(item))));
            return field(5, out.toByteArray());
        }
        if (value.has("kvlistValue")) {
            return field(6, keyValues(1, value.get("kvlistValue").path("values")));
        }
        if (value.has("bytesValue")) {
            return field(7, Base64.getDecoder().decode(value.get("bytesValue").asText()));
        }
        return new byte[0];
    }

    private static byte[] keyValues(int number, JsonNode attributes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (JsonNode attribute : attributes) {
            out.writeBytes(field(
                    number,
                    join(field(1, bytes(attribute.get("key").asText())), field(2, anyValue(attribute.path("value"))))));
        }
        return out.toByteArray();
    }

    private static byte[] otlpProto(JsonNode request) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (JsonNode resourceLogs : request.path("resourceLogs")) {
            ByteArrayOutputStream fields = new ByteArrayOutputStream();
            if (resourceLogs.has("resource")) {
                fields.writeBytes(
                        field(1, keyValues(1, resourceLogs.get("resource").path("attributes"))));
            }
            for (JsonNode scopeLogs : resourceLogs.path("scopeLogs")) {
                fields.writeBytes(field(2, scopeLogs(scopeLogs)));
            }
            out.writeBytes(field(1, fields.toByteArray()));
        }
        return out.toByteArray();
    }

    private static byte[] scopeLogs(JsonNode scopeLogs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (scopeLogs.has("scope")) {
            JsonNode scope = scopeLogs.get("scope");
            out.writeBytes(field(
                    1,
                    join(
                            field(1, bytes(scope.path("name").asText(""))),
                            field(2, bytes(scope.path("version").asText(""))),
                            keyValues(3, scope.path("attributes")),
                            number(4, scope.path("droppedAttributesCount").asLong(0)))));
        }
        for (JsonNode log : scopeLogs.path("logRecords")) {
            out.writeBytes(field(2, logRecord(log)));
        }
        return out.toByteArray();
    }

    private static byte[] logRecord(JsonNode log) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (log.has("timeUnixNano")) {
            out.writeBytes(fixed64(1, log.get("timeUnixNano").asLong()));
        }
        out.writeBytes(number(2, log.path("severityNumber").asLong(0)));
        if (log.has("severityText")) {
            out.writeBytes(field(3, bytes(log.get("severityText").asText())));
        }
        if (log.has("body")) {
            out.writeBytes(field(5, anyValue(log.get("body"))));
        }
        out.writeBytes(keyValues(6, log.path("attributes")));
        out.writeBytes(number(7, log.path("droppedAttributesCount").asLong(0)));
        if (log.has("flags")) {
            out.writeBytes(join(
                    varint(8 << 3 | 5),
                    ByteBuffer.allocate(4)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(log.get("flags").asInt())
                            .array()));
        }
        if (log.has("traceId")) {
            out.writeBytes(field(9, HexFormat.of().parseHex(log.get("traceId").asText())));
        }
        if (log.has("spanId")) {
            out.writeBytes(field(10, HexFormat.of().parseHex(log.get("spanId").asText())));
        }
        if (log.has("observedTimeUnixNano")) {
            out.writeBytes(fixed64(11, log.get("observedTimeUnixNano").asLong()));
        }
        return out.toByteArray();
    }
}
