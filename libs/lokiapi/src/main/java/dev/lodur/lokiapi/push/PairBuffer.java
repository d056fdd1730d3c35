package dev.lodur.lokiapi.push;

import dev.lodur.model.Bytes;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.Arrays;

/**
 * Names with values as bytes, in reused arrays: a stream's labels or an entry's structured metadata on their way into
 * the packed form.
 *
 * <p>Pairs keep the order of {@link #add} until {@link #sort}. Not thread-safe; {@link #clear} makes it empty without
 * giving memory back.
 */
public final class PairBuffer {
    private static final int FIELDS = 4;
    private static final int NAME_BYTES_MAX = 0xffff;
    private static final int PAIRS_MAX = 0xffff;
    private static final int INSERTION_SORT_MAX = 24;
    private static final int PAIR_HEADER_BYTES = 6;
    /** No limit of a tenant is near this; it keeps what a small body can blow up to, path by path, in bounds. */
    private static final int SIZE_BYTES_MAX = 4 << 20;

    private byte[] bytes = new byte[256];
    private int size;
    private int[] ranges = new int[FIELDS * 16];
    private int count;

    public void clear() {
        size = 0;
        count = 0;
    }

    /** Takes pairs back that were added since there were {@code oldCount} with {@code oldSizeBytes}. */
    void truncate(int oldCount, int oldSizeBytes) {
        count = oldCount;
        size = oldSizeBytes;
    }

    public int count() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** The bytes of all names and values. */
    public int sizeBytes() {
        return size;
    }

    /** Copies a pair to the end. */
    public void add(byte[] name, int nameOffset, int nameLength, byte[] value, int valueOffset, int valueLength) {
        reserve(nameLength + (long) valueLength);
        System.arraycopy(name, nameOffset, bytes, size, nameLength);
        System.arraycopy(value, valueOffset, bytes, size + nameLength, valueLength);
        addRange(size, nameLength, size + nameLength, valueLength);
        size += nameLength + valueLength;
    }

    public void add(byte[] name, byte[] value) {
        add(name, 0, name.length, value, 0, value.length);
    }

    /** Copies all pairs of another buffer to the end. */
    void addAll(PairBuffer other) {
        for (int i = 0; i < other.count; i++) {
            add(
                    other.bytes,
                    other.nameOffset(i),
                    other.nameLength(i),
                    other.bytes,
                    other.valueOffset(i),
                    other.valueLength(i));
        }
    }

    private void addRange(int nameOffset, int nameLength, int valueOffset, int valueLength) {
        if (FIELDS * count == ranges.length) {
            ranges = Arrays.copyOf(ranges, 2 * ranges.length);
        }
        int at = FIELDS * count++;
        ranges[at] = nameOffset;
        ranges[at + 1] = nameLength;
        ranges[at + 2] = valueOffset;
        ranges[at + 3] = valueLength;
    }

    private void reserve(long more) {
        long needed = size + more;
        if (needed > bytes.length) {
            if (needed > SIZE_BYTES_MAX) {
                throw new LodurException(
                        ErrorCode.BODY_TOO_LARGE,
                        "labels or structured metadata of " + needed + " bytes in one set; limit " + SIZE_BYTES_MAX);
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(SIZE_BYTES_MAX, Math.max(needed, 2L * bytes.length)));
        }
    }

    /** The array that the offsets point into; replaced when the buffer grows. */
    public byte[] bytes() {
        return bytes;
    }

    public int nameOffset(int pair) {
        return ranges[FIELDS * pair];
    }

    public int nameLength(int pair) {
        return ranges[FIELDS * pair + 1];
    }

    public int valueOffset(int pair) {
        return ranges[FIELDS * pair + 2];
    }

    public int valueLength(int pair) {
        return ranges[FIELDS * pair + 3];
    }

    public boolean nameEquals(int pair, byte[] name) {
        int at = nameOffset(pair);
        return nameLength(pair) == name.length && Arrays.equals(bytes, at, at + name.length, name, 0, name.length);
    }

    /** The last pair with a name and a value that is not empty, or -1. */
    public int find(byte[] name) {
        for (int pair = count - 1; pair >= 0; pair--) {
            if (valueLength(pair) > 0 && nameEquals(pair, name)) {
                return pair;
            }
        }
        return -1;
    }

    /** Sorts by the bytes of the names; pairs of one name keep their order. */
    public void sort() {
        if (count > INSERTION_SORT_MAX) {
            sortMany();
            return;
        }
        for (int i = 1; i < count; i++) {
            for (int j = i; j > 0 && compareNames(j - 1, j) > 0; j--) {
                swap(j - 1, j);
            }
        }
    }

    private void sortMany() {
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, this::compareNames);
        int[] sorted = new int[ranges.length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(ranges, FIELDS * order[i], sorted, FIELDS * i, FIELDS);
        }
        ranges = sorted;
    }

    private int compareNames(int a, int b) {
        int aAt = nameOffset(a);
        int bAt = nameOffset(b);
        return Arrays.compareUnsigned(bytes, aAt, aAt + nameLength(a), bytes, bAt, bAt + nameLength(b));
    }

    private void swap(int a, int b) {
        for (int i = 0; i < FIELDS; i++) {
            int kept = ranges[FIELDS * a + i];
            ranges[FIELDS * a + i] = ranges[FIELDS * b + i];
            ranges[FIELDS * b + i] = kept;
        }
    }

    /** Removes pairs without a value. */
    public void dropEmptyValues() {
        int kept = 0;
        for (int pair = 0; pair < count; pair++) {
            if (valueLength(pair) > 0) {
                move(pair, kept++);
            }
        }
        count = kept;
    }

    /** Of pairs with the same name keeps the last; needs {@link #sort} before. */
    public void dropDuplicateNames() {
        int kept = 0;
        for (int pair = 0; pair < count; pair++) {
            if (pair + 1 == count || compareNames(pair, pair + 1) != 0) {
                move(pair, kept++);
            }
        }
        count = kept;
    }

    /** The first pair whose name the one before has too, or -1; needs {@link #sort} before. */
    public int firstDuplicateName() {
        for (int pair = 1; pair < count; pair++) {
            if (compareNames(pair - 1, pair) == 0) {
                return pair;
            }
        }
        return -1;
    }

    private void move(int from, int to) {
        if (from != to) {
            System.arraycopy(ranges, FIELDS * from, ranges, FIELDS * to, FIELDS);
        }
    }

    /** How many bytes {@link #pack} writes. */
    public long packedLength() {
        long length = 2;
        for (int pair = 0; pair < count; pair++) {
            length += PAIR_HEADER_BYTES + (long) nameLength(pair) + valueLength(pair);
        }
        return length;
    }

    /**
     * Writes the pairs as a packed label set (see {@code dev.lodur.model.PackedLabels}) and returns its end. They must
     * be sorted, with each name once.
     */
    public int pack(byte[] target, int offset) {
        checkPackable();
        Bytes.putShort(target, offset, count);
        int at = offset + 2;
        for (int pair = 0; pair < count; pair++) {
            int nameLength = nameLength(pair);
            int valueLength = valueLength(pair);
            Bytes.putShort(target, at, nameLength);
            Bytes.putInt(target, at + 2, valueLength);
            at += PAIR_HEADER_BYTES;
            System.arraycopy(bytes, nameOffset(pair), target, at, nameLength);
            System.arraycopy(bytes, valueOffset(pair), target, at + nameLength, valueLength);
            at += nameLength + valueLength;
        }
        return at;
    }

    private void checkPackable() {
        if (count > PAIRS_MAX) {
            throw new LodurException(ErrorCode.LIMIT_EXCEEDED, count + " labels in one set; limit " + PAIRS_MAX);
        }
        for (int pair = 0; pair < count; pair++) {
            if (nameLength(pair) > NAME_BYTES_MAX) {
                throw new LodurException(
                        ErrorCode.LIMIT_EXCEEDED,
                        "a label name of " + nameLength(pair) + " bytes; limit " + NAME_BYTES_MAX);
            }
        }
    }
}
