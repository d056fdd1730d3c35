package dev.lodur.segment.parquet;

import dev.lodur.model.Bytes;
import java.util.Arrays;

/**
 * Numbers distinct byte strings in the order in which they first come, without an object per string: all bytes stand in
 * one array, found through open addressing. Not thread-safe.
 */
public final class ByteDictionary {
    private byte[] bytes = new byte[64];
    private int[] offsets = new int[16];
    private int[] table = new int[32];
    private int size;

    public int size() {
        return size;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int start(int id) {
        return offsets[id];
    }

    public int length(int id) {
        return offsets[id + 1] - offsets[id];
    }

    /** Bytes of all strings together. */
    public int totalBytes() {
        return offsets[size];
    }

    public byte[] copy(int id) {
        return Arrays.copyOfRange(bytes, offsets[id], offsets[id + 1]);
    }

    public void reset() {
        size = 0;
        Arrays.fill(table, 0);
    }

    /** The number of a string, or -1. */
    public int find(byte[] from, int offset, int length) {
        return table[slot(from, offset, length)] - 1;
    }

    /** Whether the string is the one with the given number; false for the number -1. */
    public boolean is(int id, byte[] from, int offset, int length) {
        return id >= 0 && Arrays.equals(bytes, offsets[id], offsets[id + 1], from, offset, offset + length);
    }

    /** The number of a string, which is added where it is new. */
    public int add(byte[] from, int offset, int length) {
        int slot = slot(from, offset, length);
        if (table[slot] == 0) {
            append(from, offset, length);
            table[slot] = size;
            int id = size - 1;
            if (size * 2 > table.length) {
                rehash();
            }
            return id;
        }
        return table[slot] - 1;
    }

    private void append(byte[] from, int offset, int length) {
        int at = offsets[size];
        if (at + (long) length > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 64, Math.max(at + (long) length, at * 2L)));
        }
        System.arraycopy(from, offset, bytes, at, length);
        size++;
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, size * 2);
        }
        offsets[size] = at + length;
    }

    private void rehash() {
        table = new int[table.length * 2];
        for (int id = 0; id < size; id++) {
            int slot = hash(bytes, offsets[id], length(id)) & (table.length - 1);
            while (table[slot] != 0) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = id + 1;
        }
    }

    private int slot(byte[] from, int offset, int length) {
        int mask = table.length - 1;
        int slot = hash(from, offset, length) & mask;
        while (table[slot] != 0 && !is(table[slot] - 1, from, offset, length)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int hash(byte[] from, int offset, int length) {
        long hash = length * 0x9e3779b97f4a7c15L;
        int end = offset + length;
        int at = offset;
        for (; at + 8 <= end; at += 8) {
            hash = mix(hash ^ Bytes.getLong(from, at));
        }
        long tail = 0;
        for (; at < end; at++) {
            tail = tail << 8 | (from[at] & 0xffL);
        }
        return (int) (mix(hash ^ tail) >>> 32);
    }

    private static long mix(long value) {
        long mixed = value * 0xd6e8feb86659fd93L;
        mixed ^= mixed >>> 32;
        return mixed * 0xd6e8feb86659fd93L;
    }
}
