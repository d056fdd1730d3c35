package dev.lodur.store;

import dev.lodur.model.Bytes;
import dev.lodur.model.ProtoReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a message in the wire format of Protocol Buffers (protobuf.dev/programming-guides/encoding) into a growing
 * array. Fields that have their default, zero or empty, are left out as proto3 wants it.
 */
final class ProtoWriter {
    private byte[] bytes = new byte[256];
    private int size;

    int size() {
        return size;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    void varint(int field, long value) {
        if (value != 0) {
            tag(field, ProtoReader.VARINT);
            raw(value);
        }
    }

    void fixed64(int field, long value) {
        if (value != 0) {
            tag(field, ProtoReader.FIXED64);
            reserve(Long.BYTES);
            Bytes.putLong(bytes, size, value);
            size += Long.BYTES;
        }
    }

    /** Written also when it is 0: a checksum that is missing is not one of 0. */
    void fixed32(int field, int value) {
        tag(field, ProtoReader.FIXED32);
        reserve(Integer.BYTES);
        Bytes.putInt(bytes, size, value);
        size += Integer.BYTES;
    }

    void string(int field, String value) {
        bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    void bytes(int field, byte[] value) {
        if (value.length > 0) {
            element(field, value);
        }
    }

    /** One of a repeated field's values or a message, which is written also when it is empty. */
    void element(int field, byte[] value) {
        tag(field, ProtoReader.BYTES);
        raw(value.length);
        append(value);
    }

    /** Fields that are encoded already. */
    void append(byte[] fields) {
        reserve(fields.length);
        System.arraycopy(fields, 0, bytes, size, fields.length);
        size += fields.length;
    }

    private void tag(int field, int wireType) {
        raw((long) field << 3 | wireType);
    }

    private void raw(long value) {
        reserve(10);
        while ((value & ~0x7fL) != 0) {
            bytes[size++] = (byte) (value | 0x80);
            value >>>= 7;
        }
        bytes[size++] = (byte) value;
    }

    private void reserve(int count) {
        if (size + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + count, 2 * bytes.length));
        }
    }
}
