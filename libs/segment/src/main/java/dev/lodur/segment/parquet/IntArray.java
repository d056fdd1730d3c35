package dev.lodur.segment.parquet;

import java.util.Arrays;

/** A growing array of ints; {@link #array()} is valid until the next one is added. Not thread-safe. */
public final class IntArray {
    private int[] values = new int[16];
    private int size;

    public void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(16, size * 2));
        }
        values[size++] = value;
    }

    public int get(int index) {
        return values[index];
    }

    public int last() {
        return values[size - 1];
    }

    public int size() {
        return size;
    }

    public int[] array() {
        return values;
    }

    public int[] toArray() {
        return Arrays.copyOf(values, size);
    }

    public void reset() {
        size = 0;
    }
}
