package dev.lodur.segment.parquet;

import dev.lodur.model.Bytes;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link ByteSink} wrote, from a range of an array; every read is checked against the end of the range and
 * fails with {@link ErrorCode#CORRUPT}. Not thread-safe.
 */
public final class ByteSource {
    private final byte[] bytes;
    private final int end;
    private int at;

    public ByteSource(byte[] bytes, int offset, int end) {
        this.bytes = bytes;
        this.at = offset;
        this.end = end;
    }

    public int position() {
        return at;
    }

    public int remaining() {
        return end - at;
    }

    public void skip(int count) {
        need(count);
        at += count;
    }

    public int getByte() {
        need(1);
        return bytes[at++] & 0xff;
    }

    public int getInt() {
        need(4);
        at += 4;
        return Bytes.getInt(bytes, at - 4);
    }

    public long getVarint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = getByte();
            value |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw corrupt();
    }

    public long getZigZag() {
        long value = getVarint();
        return value >>> 1 ^ -(value & 1);
    }

    /** A number from 0 to the given bound. */
    public int getInt(long max) {
        long value = getVarint();
        if (value < 0 || value > max || value > Integer.MAX_VALUE) {
            throw corrupt();
        }
        return (int) value;
    }

    /** A number of things of which each takes at least one more byte, so that a wrong number cannot take much memory. */
    public int getCount() {
        int count = getInt(Integer.MAX_VALUE);
        if (count > remaining()) {
            throw corrupt();
        }
        return count;
    }

    /** The next bytes, as an array of their own. */
    public byte[] bytes(int count) {
        need(count);
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    /** Text as its length in bytes and its UTF-8. */
    public String getString() {
        int length = getCount();
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    /** Fails unless all has been read. */
    public void end() {
        if (at != end) {
            throw corrupt();
        }
    }

    private void need(int count) {
        if (count < 0 || count > end - at) {
            throw corrupt();
        }
    }

    /** The failure of what has been read last. */
    public LodurException corrupt() {
        return new LodurException(ErrorCode.CORRUPT, "bytes do not have the shape of their section at byte " + at);
    }
}
