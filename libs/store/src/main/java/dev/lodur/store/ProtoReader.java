package dev.lodur.store;

import dev.lodur.model.Bytes;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads one message in the wire format of Protocol Buffers from a range of bytes, field by field. Bytes that are no such
 * message are {@link ErrorCode#CORRUPT}, naming the source and the offset.
 *
 * <pre>
 * while (reader.next()) {
 *     switch (reader.field()) {
 *         case 1 -> key = reader.string();
 *         default -> reader.keepUnknown(unknown);
 *     }
 * }
 * </pre>
 */
final class ProtoReader {
    private final String source;
    private final byte[] bytes;
    private final int end;
    private int position;
    private int fieldStart;
    private int field;
    private int wireType;

    ProtoReader(String source, byte[] bytes) {
        this(source, bytes, 0, bytes.length);
    }

    private ProtoReader(String source, byte[] bytes, int position, int end) {
        this.source = source;
        this.bytes = bytes;
        this.position = position;
        this.end = end;
    }

    /** Moves to the next field; false at the end. The value of each field must be read or kept before. */
    boolean next() {
        if (position == end) {
            return false;
        }
        fieldStart = position;
        long tag = raw();
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        if (tag >>> 3 == 0 || tag >>> 3 > 536_870_911) {
            throw corrupt("has a bad field number");
        }
        return true;
    }

    int field() {
        return field;
    }

    long varint() {
        require(ProtoWriter.VARINT);
        return raw();
    }

    /** A number that cannot be negative and fits an int, such as a level or a count. */
    int count() {
        long value = varint();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw corrupt("has a count out of range");
        }
        return (int) value;
    }

    long fixed64() {
        require(ProtoWriter.FIXED64);
        return Bytes.getLong(bytes, advance(Long.BYTES));
    }

    int fixed32() {
        require(ProtoWriter.FIXED32);
        return Bytes.getInt(bytes, advance(Integer.BYTES));
    }

    String string() {
        int length = length();
        return new String(bytes, advance(length), length, StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        int length = length();
        int start = advance(length);
        return Arrays.copyOfRange(bytes, start, start + length);
    }

    ProtoReader message() {
        int length = length();
        int start = advance(length);
        return new ProtoReader(source, bytes, start, start + length);
    }

    /** Where the field begins whose value comes next. */
    int fieldStart() {
        return fieldStart;
    }

    /** Passes over the field and appends it, tag and value, to those not understood. */
    void keepUnknown(ProtoWriter unknown) {
        skip();
        unknown.append(Arrays.copyOfRange(bytes, fieldStart, position));
    }

    void skip() {
        switch (wireType) {
            case ProtoWriter.VARINT -> raw();
            case ProtoWriter.FIXED64 -> advance(Long.BYTES);
            case ProtoWriter.LENGTH -> advance(length());
            case ProtoWriter.FIXED32 -> advance(Integer.BYTES);
            default -> throw corrupt("has wire type " + wireType);
        }
    }

    private int length() {
        require(ProtoWriter.LENGTH);
        long length = raw();
        if (length < 0 || length > end - position) {
            throw corrupt("has a field that reaches beyond its end");
        }
        return (int) length;
    }

    private int advance(int count) {
        if (count > end - position) {
            throw corrupt("ends inside a field");
        }
        int start = position;
        position += count;
        return start;
    }

    private long raw() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = bytes[advance(1)];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw corrupt("has a number of more than ten bytes");
    }

    private void require(int expectedWireType) {
        if (wireType != expectedWireType) {
            throw corrupt("has wire type " + wireType + " in field " + field + " instead of " + expectedWireType);
        }
    }

    private LodurException corrupt(String what) {
        return new LodurException(ErrorCode.CORRUPT, source + " " + what + " at byte " + fieldStart);
    }
}
