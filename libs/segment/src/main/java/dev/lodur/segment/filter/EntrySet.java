package dev.lodur.segment.filter;

import java.util.Arrays;

/** A set of entries that is filled, read out and filled again: open addressing over one array. Not thread-safe. */
final class EntrySet {
    private static final int INITIAL = 1 << 12;
    private static final long FREE = 0;

    private long[] slots = new long[INITIAL];
    private int size;
    private boolean hasFree;

    /** Adds an entry; nothing where it is there. */
    void add(long entry) {
        if (entry == FREE) {
            hasFree = true;
            return;
        }
        if (place(slots, entry)) {
            size++;
            if (size * 2 > slots.length) {
                grow();
            }
        }
    }

    private static boolean place(long[] slots, long entry) {
        int mask = slots.length - 1;
        int at = (int) (entry ^ entry >>> 32) & mask;
        while (slots[at] != FREE) {
            if (slots[at] == entry) {
                return false;
            }
            at = at + 1 & mask;
        }
        slots[at] = entry;
        return true;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long entry : slots) {
            if (entry != FREE) {
                place(larger, entry);
            }
        }
        slots = larger;
    }

    int size() {
        return hasFree ? size + 1 : size;
    }

    /** All entries, in no order. */
    long[] toArray() {
        long[] entries = new long[size()];
        int count = 0;
        for (long entry : slots) {
            if (entry != FREE) {
                entries[count++] = entry;
            }
        }
        return entries;
    }

    void clear() {
        Arrays.fill(slots, FREE);
        size = 0;
        hasFree = false;
    }
}
