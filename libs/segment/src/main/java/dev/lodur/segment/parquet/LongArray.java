package dev.lodur.segment.parquet;

import java.util.Arrays;

/** A growing array of longs; {@link #array()} is valid until the next one is added. Not thread-safe. */
public final class LongArray {
    private long[] values = new long[16];
    private int size;

    public void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(16, size * 2));
        }
        values[size++] = value;
    }

    public long get(int index) {
        return values[index];
    }

    public long last() {
        return values[size - 1];
    }

    public int size() {
        return size;
    }

    public long[] array() {
        return values;
    }

    public long[] toArray() {
        return Arrays.copyOf(values, size);
    }

    public void reset() {
        size = 0;
    }
}
