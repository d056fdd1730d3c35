package dev.lodur.segment.parquet;

import dev.lodur.model.Bytes;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing array of bytes with the number formats of Parquet and of the index, little endian. Not thread-safe; {@link
 * #array()} is valid until the next byte is added.
 */
public final class ByteSink extends OutputStream {
    private static final int SIZE_MAX = Integer.MAX_VALUE - 64;

    private byte[] bytes;
    private int size;

    public ByteSink(int capacityBytes) {
        bytes = new byte[capacityBytes];
    }

    public byte[] array() {
        return bytes;
    }

    public int size() {
        return size;
    }

    public void reset() {
        size = 0;
    }

    /** Makes room for more bytes behind the end, for a caller that fills {@link #array()} and then calls {@link #added}. */
    public void reserve(int more) {
        long needed = (long) size + more;
        if (needed > bytes.length) {
            grow(needed);
        }
    }

    private void grow(long needed) {
        if (needed > SIZE_MAX) {
            throw new LodurException(
                    ErrorCode.LIMIT_EXCEEDED, "a part of a segment of " + needed + " bytes is larger than " + SIZE_MAX);
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(SIZE_MAX, Math.max(needed, bytes.length * 3L / 2 + 16)));
    }

    public void added(int count) {
        size += count;
    }

    @Override
    public void write(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        reserve(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    public void write(ByteSink other) {
        write(other.bytes, 0, other.size);
    }

    public void putShort(int value) {
        reserve(2);
        Bytes.putShort(bytes, size, value);
        size += 2;
    }

    public void putInt(int value) {
        reserve(4);
        Bytes.putInt(bytes, size, value);
        size += 4;
    }

    public void putLong(long value) {
        reserve(8);
        Bytes.putLong(bytes, size, value);
        size += 8;
    }

    /** An unsigned number, seven bits a byte, lowest first (ULEB128). */
    public void putVarint(long value) {
        reserve(10);
        while ((value & ~0x7fL) != 0) {
            bytes[size++] = (byte) (value | 0x80);
            value >>>= 7;
        }
        bytes[size++] = (byte) value;
    }

    /** A signed number, small for small absolute values. */
    public void putZigZag(long value) {
        putVarint(value << 1 ^ value >> 63);
    }

    /** Text as its length in bytes and its UTF-8. */
    public void putString(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        putVarint(utf8.length);
        write(utf8, 0, utf8.length);
    }
}
