package dev.lodur.engine;

import java.util.Arrays;

/**
 * Which rows of a block are left: one bit a row, in words that are reused from block to block.
 *
 * <p>Bits behind the last row are always 0. Not thread-safe.
 */
public final class Selection {
    private long[] words = new long[0];
    private int rows;

    /** Takes on a block of the given number of rows, none of them selected. */
    public void reset(int rows) {
        this.rows = rows;
        int needed = words(rows);
        if (words.length < needed) {
            words = new long[needed];
        } else {
            Arrays.fill(words, 0, needed, 0);
        }
    }

    public int rows() {
        return rows;
    }

    public boolean get(int row) {
        return (words[row >>> 6] >>> row & 1) != 0;
    }

    public void set(int row) {
        words[row >>> 6] |= 1L << row;
    }

    public void clear(int row) {
        words[row >>> 6] &= ~(1L << row);
    }

    /** Selects the rows from {@code from} to before {@code to}. */
    public void setRange(int from, int to) {
        if (from >= to) {
            return;
        }
        int first = from >>> 6;
        int last = (to - 1) >>> 6;
        long firstMask = -1L << from;
        long lastMask = -1L >>> -to;
        if (first == last) {
            words[first] |= firstMask & lastMask;
        } else {
            words[first] |= firstMask;
            Arrays.fill(words, first + 1, last, -1L);
            words[last] |= lastMask;
        }
    }

    /** The first selected row at or behind a row, or -1. */
    public int next(int row) {
        if (row >= rows) {
            return -1;
        }
        int word = row >>> 6;
        long bits = words[word] & -1L << row;
        int count = words(rows);
        while (bits == 0) {
            if (++word == count) {
                return -1;
            }
            bits = words[word];
        }
        return word << 6 | Long.numberOfTrailingZeros(bits);
    }

    /** The last selected row at or before a row, or -1. */
    public int previous(int row) {
        if (row < 0) {
            return -1;
        }
        int word = row >>> 6;
        long bits = words[word] & -1L >>> -(row + 1);
        while (bits == 0) {
            if (--word < 0) {
                return -1;
            }
            bits = words[word];
        }
        return word << 6 | 63 - Long.numberOfLeadingZeros(bits);
    }

    public int count() {
        int count = 0;
        for (int i = 0; i < words(rows); i++) {
            count += Long.bitCount(words[i]);
        }
        return count;
    }

    public boolean isEmpty() {
        for (int i = 0; i < words(rows); i++) {
            if (words[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Keeps the rows that the other selection has too. */
    public void and(Selection other) {
        for (int i = 0; i < words(rows); i++) {
            words[i] &= other.words[i];
        }
    }

    /** Takes out the rows that the other selection has. */
    public void andNot(Selection other) {
        for (int i = 0; i < words(rows); i++) {
            words[i] &= ~other.words[i];
        }
    }

    /** Adds the rows of the other selection. */
    public void or(Selection other) {
        for (int i = 0; i < words(rows); i++) {
            words[i] |= other.words[i];
        }
    }

    private static int words(int rows) {
        return (rows + 63) >>> 6;
    }
}
