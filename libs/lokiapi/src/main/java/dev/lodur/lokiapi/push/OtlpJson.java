package dev.lodur.lokiapi.push;

import dev.lodur.lokiapi.push.OtlpSchema.Field;
import dev.lodur.lokiapi.push.OtlpSchema.Message;
import dev.lodur.model.Bytes;
import dev.lodur.model.ProtoReader;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns an OTLP JSON request into the protobuf of the same request, so that one decoder serves both.
 *
 * <p>Both spellings of field names are taken ({@code timeUnixNano}, {@code time_unix_nano}), numbers as numbers or as
 * strings, severities by number or name; {@code null} and unknown fields are skipped. Lengths of messages are written
 * in five bytes each and set when the message is complete, so the protobuf is at most about twice as large as the JSON.
 */
final class OtlpJson {
    private static final int LENGTH_BYTES = 5;
    private static final Map<String, Integer> SEVERITY_BASES =
            Map.of("TRACE", 1, "DEBUG", 5, "INFO", 9, "WARN", 13, "ERROR", 17, "FATAL", 21);
    private static final String SEVERITY_PREFIX = "SEVERITY_NUMBER_";

    private final JsonReader json = new JsonReader();
    private final ByteSink out;

    private OtlpJson(int expectedBytes) {
        out = new ByteSink(expectedBytes);
    }

    static Body toProtobuf(Body body) {
        OtlpJson writer = new OtlpJson(body.length() + 64);
        writer.json.reset(body.bytes(), body.offset(), body.end());
        writer.message(Message.REQUEST);
        return new Body(writer.out.bytes(), 0, writer.out.size());
    }

    private void message(Message message) {
        json.beginObject();
        while (json.nextField()) {
            Field field = find(message);
            if (field == null) {
                json.skip();
            } else if (!json.readNull()) {
                value(field);
            }
        }
    }

    private @Nullable Field find(Message message) {
        for (Field field : OtlpSchema.fields(message)) {
            if (json.stringEquals(field.name()) || json.stringEquals(field.snakeName())) {
                return field;
            }
        }
        return null;
    }

    private void value(Field field) {
        switch (field.form()) {
            case MESSAGES -> {
                json.beginArray();
                while (json.nextElement()) {
                    if (!json.readNull()) {
                        delimited(field);
                    }
                }
            }
            case MESSAGE -> delimited(field);
            case STRING -> {
                json.readString();
                bytes(field, json.stringBytes(), json.stringOffset(), json.stringLength());
            }
            case BOOL -> varint(field, json.readBoolean() ? 1 : 0);
            case VARINT -> varint(field, integer());
            case SEVERITY -> varint(field, severity());
            case FIXED32 -> fixed(field, ProtoReader.FIXED32, integer());
            case FIXED64 -> fixed(field, ProtoReader.FIXED64, integer());
            case DOUBLE -> fixed(field, ProtoReader.FIXED64, Double.doubleToRawLongBits(number()));
            case BASE64 -> {
                byte[] decoded = base64();
                bytes(field, decoded, 0, decoded.length);
            }
            case HEX -> hex(field);
        }
    }

    private void delimited(Field field) {
        out.addVarint(field.number() << 3 | ProtoReader.BYTES);
        int lengthAt = out.size();
        for (int i = 0; i < LENGTH_BYTES; i++) {
            out.add(0);
        }
        message(field.message());
        int length = out.size() - lengthAt - LENGTH_BYTES;
        for (int i = 0; i < LENGTH_BYTES; i++) {
            int more = i < LENGTH_BYTES - 1 ? 0x80 : 0;
            out.bytes()[lengthAt + i] = (byte) (((length >>> (7 * i)) & 0x7f) | more);
        }
    }

    private void bytes(Field field, byte[] bytes, int offset, int length) {
        out.addVarint(field.number() << 3 | ProtoReader.BYTES);
        out.addVarint(length);
        out.add(bytes, offset, length);
    }

    private void varint(Field field, long value) {
        out.addVarint(field.number() << 3 | ProtoReader.VARINT);
        out.addVarint(value);
    }

    private void fixed(Field field, int wireType, long value) {
        out.addVarint(field.number() << 3 | wireType);
        byte[] word = new byte[8];
        Bytes.putLong(word, 0, value);
        out.add(word, 0, wireType == ProtoReader.FIXED32 ? 4 : 8);
    }

    private String numberText() {
        if (json.peek() == '"') {
            json.readString();
        } else {
            json.readNumber();
        }
        return json.string();
    }

    private long integer() {
        String text = numberText();
        try {
            return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw json.invalid("\"" + text + "\" is not an integer of 64 bits");
        }
    }

    private double number() {
        String text = numberText();
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw json.invalid("\"" + text + "\" is not a number");
        }
    }

    private long severity() {
        if (json.peek() != '"') {
            return integer();
        }
        json.readString();
        String name = json.string();
        String level = name.startsWith(SEVERITY_PREFIX) ? name.substring(SEVERITY_PREFIX.length()) : "";
        int step = level.isEmpty() ? 0 : Character.digit(level.charAt(level.length() - 1), 10);
        Integer base = SEVERITY_BASES.get(step > 1 && step <= 4 ? level.substring(0, level.length() - 1) : level);
        // Names that are not known count as unspecified, as an unknown enum value does in protobuf's JSON.
        return base == null ? 0 : base + Math.max(0, step - 1);
    }

    private byte[] base64() {
        json.readString();
        try {
            return Base64.getDecoder().decode(json.string());
        } catch (IllegalArgumentException e) {
            throw json.invalid("a value is not base64");
        }
    }

    private void hex(Field field) {
        json.readString();
        int length = json.stringLength();
        byte[] decoded = new byte[length / 2];
        for (int i = 0; i < decoded.length; i++) {
            int high = Character.digit(json.stringBytes()[json.stringOffset() + 2 * i], 16);
            int low = Character.digit(json.stringBytes()[json.stringOffset() + 2 * i + 1], 16);
            if (high < 0 || low < 0) {
                throw json.invalid("\"" + json.string() + "\" is not hexadecimal");
            }
            decoded[i] = (byte) ((high << 4) | low);
        }
        if (length % 2 != 0) {
            throw json.invalid("\"" + json.string() + "\" has an odd number of hexadecimal digits");
        }
        bytes(field, decoded, 0, decoded.length);
    }
}
