package dev.lodur.testkit.conformance;

import java.io.ByteArrayOutputStream;

/** Fields in protobuf's wire format, appended one after the other. */
final class ProtobufBytes {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] toByteArray() {
        return out.toByteArray();
    }

    ProtobufBytes message(int field, ProtobufBytes message) {
        return bytes(field, message.toByteArray());
    }

    ProtobufBytes text(int field, String text) {
        return bytes(field, TextBytes.of(text, true));
    }

    ProtobufBytes bytes(int field, byte[] bytes) {
        tag(field, LENGTH_DELIMITED);
        varint(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    /** A number that is left out where it is 0. */
    ProtobufBytes number(int field, long number) {
        return number == 0 ? this : explicitNumber(field, number);
    }

    ProtobufBytes explicitNumber(int field, long number) {
        tag(field, VARINT);
        varint(number);
        return this;
    }

    ProtobufBytes fixed64(int field, long bits) {
        tag(field, FIXED64);
        littleEndian(bits, Long.BYTES);
        return this;
    }

    ProtobufBytes fixed32(int field, int bits) {
        tag(field, FIXED32);
        littleEndian(bits, Integer.BYTES);
        return this;
    }

    private void tag(int field, int wireType) {
        varint(((long) field << 3) | wireType);
    }

    private void littleEndian(long bits, int count) {
        for (int i = 0; i < count; i++) {
            out.write((int) (bits >>> (8 * i)));
        }
    }

    private void varint(long number) {
        out.writeBytes(varintBytes(number));
    }

    static byte[] varintBytes(long number) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(10);
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return bytes.toByteArray();
    }
}
