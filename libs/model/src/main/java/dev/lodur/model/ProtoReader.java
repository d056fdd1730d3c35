package dev.lodur.model;

/**
 * Walks the fields of one message in the wire format of Protocol Buffers (protobuf.dev/programming-guides/encoding) in a
 * range of bytes, without generated classes.
 *
 * <pre>{@code
 * while (reader.nextField()) {
 *     switch (reader.field()) { case 1 -> reader.expectBytes(); ... }
 * }
 * }</pre>
 *
 * {@link #nextField} checks that the whole field lies in the range and steps over it; the value stays readable until
 * the next step. A message that is cut, or uses groups or reserved wire types, is {@link Malformed}. The bytes are not
 * copied. Reused with {@link #reset}; not thread-safe.
 */
public final class ProtoReader {
    /** Makes the exception for a message that is none. */
    @FunctionalInterface
    public interface Malformed {
        /** @param offset where the field begins that is wrong, in the bytes given to {@link #reset} */
        LodurException exception(String problem, int offset);
    }

    public static final int VARINT = 0;
    public static final int FIXED64 = 1;
    public static final int BYTES = 2;
    public static final int FIXED32 = 5;

    private final Malformed malformed;
    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private int fieldStart;
    private int field;
    private int wireType;
    private long number;
    private int offset;
    private int length;

    public ProtoReader(Malformed malformed) {
        this.malformed = malformed;
    }

    /** Begins with another message, which may be a field's value in the same bytes. */
    public ProtoReader reset(byte[] newBytes, int start, int newEnd) {
        bytes = newBytes;
        at = start;
        end = newEnd;
        return this;
    }

    /** Moves to the next field; false at the end. */
    public boolean nextField() {
        if (at == end) {
            return false;
        }
        fieldStart = at;
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

    public int field() {
        return field;
    }

    /** Throws unless the current field is length-delimited. */
    public void expectBytes() {
        expect(BYTES);
    }

    /** Throws unless the current field has a wire type. */
    public void expect(int type) {
        if (wireType != type) {
            throw invalid("proto: wrong wire type " + wireType + " for field " + field);
        }
    }

    /** The value of a numeric field. */
    public long number() {
        return number;
    }

    /** Where a length-delimited value begins. */
    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    /** The end of a length-delimited value. */
    public int valueEnd() {
        return offset + length;
    }

    /** Where the current field begins with its tag. */
    public int fieldStart() {
        return fieldStart;
    }

    /** Where the current field ends and the next begins. */
    public int fieldEnd() {
        return at;
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

    private LodurException invalid(String problem) {
        return malformed.exception(problem, fieldStart);
    }
}
