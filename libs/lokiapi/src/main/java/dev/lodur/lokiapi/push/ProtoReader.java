package dev.lodur.lokiapi.push;

import dev.lodur.model.Bytes;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;

/**
 * Walks the fields of one protobuf message in a range of bytes (protobuf encoding guide), without generated classes.
 *
 * <pre>{@code
 * while (reader.nextField()) {
 *     switch (reader.field()) { case 1 -> reader.expectBytes(); ... }
 * }
 * }</pre>
 *
 * {@link #nextField} checks that the whole field lies in the range and steps over it; the value stays readable until
 * the next step. A message that is cut, or uses groups or reserved wire types, is {@link ErrorCode#INVALID_REQUEST}.
 * Reused with {@link #reset}; not thread-safe.
 */
final class ProtoReader {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private int field;
    private int wireType;
    private long number;
    private int offset;
    private int length;

    ProtoReader reset(byte[] newBytes, int start, int newEnd) {
        bytes = newBytes;
        at = start;
        end = newEnd;
        return this;
    }

    boolean nextField() {
        if (at == end) {
            return false;
        }
        long tag = varint();
        wireType = (int) tag & 7;
        long fieldNumber = tag >>> 3;
        if (fieldNumber == 0 || fieldNumber > 0x1fffffff) {
            throw invalid("proto: illegal tag " + fieldNumber + " (wire type " + wireType + ")");
        }
        field = (int) fieldNumber;
        switch (wireType) {
            case VARINT -> number = varint();
            case FIXED64 -> {
                need(8);
                number = Bytes.getLong(bytes, at);
                at += 8;
            }
            case FIXED32 -> {
                need(4);
                number = Bytes.getInt(bytes, at) & 0xffffffffL;
                at += 4;
            }
            case BYTES -> {
                long size = varint();
                need(size);
                offset = at;
                length = (int) size;
                at += length;
            }
            default -> throw invalid("proto: wrong wire type " + wireType + " for field " + field);
        }
        return true;
    }

    int field() {
        return field;
    }

    /** Throws unless the current field is length-delimited. */
    void expectBytes() {
        expect(BYTES);
    }

    void expect(int type) {
        if (wireType != type) {
            throw invalid("proto: wrong wire type " + wireType + " for field " + field);
        }
    }

    /** The value of a numeric field. */
    long number() {
        return number;
    }

    /** Where a length-delimited value begins. */
    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /** The end of a length-delimited value. */
    int valueEnd() {
        return offset + length;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at == end) {
                throw invalid("unexpected EOF");
            }
            int b = bytes[at++];
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw invalid("proto: integer overflow");
    }

    private void need(long count) {
        if (count < 0 || count > end - at) {
            throw invalid("unexpected EOF");
        }
    }

    private static LodurException invalid(String text) {
        return new LodurException(ErrorCode.INVALID_REQUEST, text);
    }
}
