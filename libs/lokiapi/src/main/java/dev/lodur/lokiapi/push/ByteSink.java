package dev.lodur.lokiapi.push;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes, reused between values; not thread-safe. */
final class ByteSink {
    private static final int BYTES_MAX = Integer.MAX_VALUE - 64;

    private byte[] bytes;
    private int size;

    ByteSink(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /** Takes back what was written behind a position. */
    void truncate(int newSize) {
        size = newSize;
    }

    void add(int b) {
        reserve(1);
        bytes[size++] = (byte) b;
    }

    void add(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    void add(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        add(utf8, 0, utf8.length);
    }

    void addCodePoint(int codePoint) {
        reserve(4);
        size = Utf8.encode(codePoint, bytes, size);
    }

    void addVarint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void reserve(int more) {
        if (bytes.length - size < more) {
            long needed = size + (long) more;
            if (needed > BYTES_MAX) {
                throw new LodurException(ErrorCode.BODY_TOO_LARGE, "a value of " + needed + " bytes is too large");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(BYTES_MAX, Math.max(needed, 2L * bytes.length)));
        }
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }
}
