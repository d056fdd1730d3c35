package dev.lodur.lokiapi.push;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.ProtoReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * OTLP's {@code AnyValue} as text: strings as they are, numbers and booleans as JSON writes them, bytes as base64, lists
 * and maps as JSON with sorted keys; no value is the empty text.
 */
final class OtlpValues {
    private static final int DEPTH_MAX = 64;
    private static final int PATH_BYTES_MAX = 0xffff;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** The one field of an {@code AnyValue} that is set: its number (0 for none), and where its value is. */
    record Any(int kind, long number, int offset, int end) {}

    private OtlpValues() {}

    static Any any(byte[] bytes, int start, int end) {
        ProtoReader reader = RequestProto.reader().reset(bytes, start, end);
        Any any = new Any(0, 0, start, start);
        while (reader.nextField()) {
            switch (reader.field()) {
                case OtlpSchema.BOOL_VALUE, OtlpSchema.INT_VALUE -> {
                    reader.expect(ProtoReader.VARINT);
                    any = new Any(reader.field(), reader.number(), 0, 0);
                }
                case OtlpSchema.DOUBLE_VALUE -> {
                    reader.expect(ProtoReader.FIXED64);
                    any = new Any(reader.field(), reader.number(), 0, 0);
                }
                case OtlpSchema.STRING_VALUE,
                        OtlpSchema.ARRAY_VALUE,
                        OtlpSchema.KVLIST_VALUE,
                        OtlpSchema.BYTES_VALUE -> {
                    reader.expectBytes();
                    any = new Any(reader.field(), 0, reader.offset(), reader.valueEnd());
                }
                default -> {}
            }
        }
        return any;
    }

    static void appendText(byte[] bytes, Any any, ByteSink out) {
        switch (any.kind()) {
            case 0 -> {}
            case OtlpSchema.STRING_VALUE -> out.add(bytes, any.offset(), any.end() - any.offset());
            case OtlpSchema.BYTES_VALUE -> appendBase64(bytes, any, out);
            default -> appendJson(bytes, any, out, 0);
        }
    }

    private static void appendJson(byte[] bytes, Any any, ByteSink out, int depth) {
        if (depth > DEPTH_MAX) {
            throw tooDeep();
        }
        switch (any.kind()) {
            case 0 -> out.add("null");
            case OtlpSchema.STRING_VALUE -> appendQuoted(bytes, any.offset(), any.end(), out);
            case OtlpSchema.BOOL_VALUE -> out.add(any.number() != 0 ? "true" : "false");
            case OtlpSchema.INT_VALUE -> out.add(Long.toString(any.number()));
            case OtlpSchema.DOUBLE_VALUE -> out.add(doubleText(Double.longBitsToDouble(any.number())));
            case OtlpSchema.BYTES_VALUE -> {
                out.add('"');
                appendBase64(bytes, any, out);
                out.add('"');
            }
            case OtlpSchema.ARRAY_VALUE -> appendArray(bytes, any, out, depth);
            default -> appendMap(bytes, any, out, depth);
        }
    }

    private static void appendArray(byte[] bytes, Any list, ByteSink out, int depth) {
        out.add('[');
        ProtoReader reader = RequestProto.reader().reset(bytes, list.offset(), list.end());
        boolean first = true;
        while (reader.nextField()) {
            if (reader.field() == OtlpSchema.LIST_VALUES) {
                reader.expectBytes();
                if (!first) {
                    out.add(',');
                }
                first = false;
                appendJson(bytes, any(bytes, reader.offset(), reader.valueEnd()), out, depth + 1);
            }
        }
        out.add(']');
    }

    private static void appendMap(byte[] bytes, Any map, ByteSink out, int depth) {
        out.add('{');
        boolean first = true;
        for (Map.Entry<String, Any> entry : sorted(bytes, map).entrySet()) {
            if (!first) {
                out.add(',');
            }
            first = false;
            byte[] key = entry.getKey().getBytes(StandardCharsets.UTF_8);
            appendQuoted(key, 0, key.length, out);
            out.add(':');
            appendJson(bytes, entry.getValue(), out, depth + 1);
        }
        out.add('}');
    }

    private static Map<String, Any> sorted(byte[] bytes, Any map) {
        Map<String, Any> sorted = new TreeMap<>();
        ProtoReader reader = RequestProto.reader().reset(bytes, map.offset(), map.end());
        while (reader.nextField()) {
            if (reader.field() == OtlpSchema.LIST_VALUES) {
                reader.expectBytes();
                KeyValue pair = KeyValue.read(bytes, reader.offset(), reader.valueEnd());
                sorted.put(pair.key(bytes), any(bytes, pair.valueOffset(), pair.valueEnd()));
            }
        }
        return sorted;
    }

    /** A {@code KeyValue}: where key and value are. */
    record KeyValue(int keyOffset, int keyLength, int valueOffset, int valueEnd) {
        static KeyValue read(byte[] bytes, int start, int end) {
            ProtoReader reader = RequestProto.reader().reset(bytes, start, end);
            KeyValue pair = new KeyValue(start, 0, start, start);
            while (reader.nextField()) {
                if (reader.field() == OtlpSchema.KEY) {
                    reader.expectBytes();
                    pair = new KeyValue(reader.offset(), reader.length(), pair.valueOffset, pair.valueEnd);
                } else if (reader.field() == OtlpSchema.VALUE) {
                    reader.expectBytes();
                    pair = new KeyValue(pair.keyOffset, pair.keyLength, reader.offset(), reader.valueEnd());
                }
            }
            return pair;
        }

        String key(byte[] bytes) {
            return new String(bytes, keyOffset, keyLength, StandardCharsets.UTF_8);
        }
    }

    /**
     * Adds an attribute to the pairs; a map becomes one pair for each of its leaves, named by the path.
     *
     * @param path scratch that holds the path so far
     */
    static void flatten(byte[] bytes, KeyValue attribute, ByteSink path, ByteSink text, PairBuffer pairs, int depth) {
        if (depth > DEPTH_MAX) {
            throw tooDeep();
        }
        int pathLength = path.size();
        if (depth > 0) {
            path.add('_');
        }
        path.add(bytes, attribute.keyOffset(), attribute.keyLength());
        if (path.size() > PATH_BYTES_MAX) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST, "the name of an attribute has more than " + PATH_BYTES_MAX + " bytes");
        }
        Any any = any(bytes, attribute.valueOffset(), attribute.valueEnd());
        if (any.kind() == OtlpSchema.KVLIST_VALUE) {
            ProtoReader reader = RequestProto.reader().reset(bytes, any.offset(), any.end());
            while (reader.nextField()) {
                if (reader.field() == OtlpSchema.LIST_VALUES) {
                    reader.expectBytes();
                    KeyValue inner = KeyValue.read(bytes, reader.offset(), reader.valueEnd());
                    flatten(bytes, inner, path, text, pairs, depth + 1);
                }
            }
        } else {
            text.clear();
            appendText(bytes, any, text);
            pairs.add(path.bytes(), 0, path.size(), text.bytes(), 0, text.size());
        }
        path.truncate(pathLength);
    }

    static void appendHex(byte[] bytes, int start, int end, ByteSink out) {
        for (int i = start; i < end; i++) {
            out.add(HEX[bytes[i] >> 4 & 15]);
            out.add(HEX[bytes[i] & 15]);
        }
    }

    private static void appendBase64(byte[] bytes, Any any, ByteSink out) {
        byte[] raw = Arrays.copyOfRange(bytes, any.offset(), any.end());
        byte[] encoded = Base64.getEncoder().encode(raw);
        out.add(encoded, 0, encoded.length);
    }

    private static void appendQuoted(byte[] bytes, int start, int end, ByteSink out) {
        out.add('"');
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            switch (b) {
                case '"', '\\' -> {
                    out.add('\\');
                    out.add(b);
                }
                case '\n' -> out.add("\\n");
                case '\r' -> out.add("\\r");
                case '\t' -> out.add("\\t");
                case '\b' -> out.add("\\b");
                case '\f' -> out.add("\\f");
                default -> {
                    if (b >= 0 && b < 0x20) {
                        out.add("\\u00");
                        appendHex(bytes, i, i + 1, out);
                    } else {
                        out.add(b);
                    }
                }
            }
        }
        out.add('"');
    }

    /** A double as JSON encoders of Go write it: shortest digits, an exponent below 1e-6 and from 1e21 on. */
    static String doubleText(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        double size = Math.abs(value);
        if (size >= 1e-6 && size < 1e21) {
            return digits.toPlainString();
        }
        String unscaled = digits.unscaledValue().abs().toString();
        int exponent = unscaled.length() - 1 - digits.scale();
        String fraction = unscaled.length() > 1 ? "." + unscaled.substring(1) : "";
        return (value < 0 ? "-" : "") + unscaled.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+")
                + Math.abs(exponent);
    }

    private static LodurException tooDeep() {
        return new LodurException(
                ErrorCode.INVALID_REQUEST, "an attribute or body is nested deeper than " + DEPTH_MAX + " levels");
    }
}
