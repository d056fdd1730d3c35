package dev.lodur.engine.drain;

import java.util.Arrays;

/**
 * How many lines came in each slot of time that has any: two sorted arrays. A slot is {@value #SLOT_SECONDS} seconds, and
 * named by how many of them lie between 1970 and it. Not thread-safe.
 */
final class LineCounts {
    static final int SLOT_SECONDS = 10;

    /** Of this object and its arrays, without what is in them. */
    private static final int OVERHEAD_BYTES = 24 + 2 * 16;

    private static final int CAPACITY_START = 2;

    private int[] slots = new int[CAPACITY_START];
    private int[] counts = new int[CAPACITY_START];
    private int size;

    /**
     * Adds lines to a slot.
     *
     * @param oldest slots before this one are forgotten where room is needed
     */
    void add(int slot, int lines, int oldest) {
        int at = size;
        if (size > 0 && slots[size - 1] >= slot) {
            at = Arrays.binarySearch(slots, 0, size, slot);
        }
        if (at >= 0 && at < size) {
            counts[at] = saturated((long) counts[at] + lines);
            return;
        }
        insert(at < 0 ? -at - 1 : at, slot, lines, oldest);
    }

    private static int saturated(long count) {
        return (int) Math.min(Integer.MAX_VALUE, count);
    }

    private void insert(int at, int slot, int lines, int oldest) {
        int place = at;
        if (size == slots.length) {
            place = Math.max(0, place - forget(oldest));
            if (size == slots.length) {
                slots = Arrays.copyOf(slots, 2 * size);
                counts = Arrays.copyOf(counts, 2 * size);
            }
        }
        System.arraycopy(slots, place, slots, place + 1, size - place);
        System.arraycopy(counts, place, counts, place + 1, size - place);
        slots[place] = slot;
        counts[place] = lines;
        size++;
    }

    /** Forgets the slots before one; returns how many those were. */
    int forget(int oldest) {
        int old = 0;
        while (old < size && slots[old] < oldest) {
            old++;
        }
        size -= old;
        System.arraycopy(slots, old, slots, 0, size);
        System.arraycopy(counts, old, counts, 0, size);
        return old;
    }

    void addAll(LineCounts other, int oldest) {
        for (int i = 0; i < other.size; i++) {
            add(other.slots[i], other.counts[i], oldest);
        }
    }

    /** Where the slots begin that are not before one. */
    int indexFrom(int slot) {
        int at = Arrays.binarySearch(slots, 0, size, slot);
        return at < 0 ? -at - 1 : at;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int slot(int index) {
        return slots[index];
    }

    int count(int index) {
        return counts[index];
    }

    int heapBytes() {
        return OVERHEAD_BYTES + 8 * slots.length;
    }
}
