package dev.lodur.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Puts the metadata of one row after the other together as packed sets, without allocating for each row where keys stand
 * in columns. The buffer is used again for the next row. Not thread-safe.
 */
public final class MetadataPacker {
    private static final int PAIR_HEADER_BYTES = 6;

    private Metadata metadata = Metadata.none();
    private byte[][] names = new byte[0][];
    private int[] sorted = new int[0];
    private byte[] packed = new byte[256];
    private int length;

    /** Takes on the metadata of a block. */
    public void begin(Metadata next) {
        metadata = next;
        Metadata.Column[] columns = next.columns();
        names = new byte[columns.length][];
        Integer[] order = new Integer[columns.length];
        for (int i = 0; i < columns.length; i++) {
            names[i] = columns[i].name().getBytes(StandardCharsets.UTF_8);
            order[i] = i;
        }
        Arrays.sort(order, (a, b) -> columns[a].name().compareTo(columns[b].name()));
        sorted = Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /** Packs a row; its set is {@code bytes()[0] .. bytes()[length()]}. */
    public void pack(int row) {
        if (hasRest(row)) {
            packed = PackedLabels.encode(metadata.at(row));
            length = packed.length;
        } else {
            packColumns(row);
        }
    }

    private boolean hasRest(int row) {
        int[] offsets = metadata.restOffsets();
        return offsets != null && offsets[row + 1] - offsets[row] > 2;
    }

    private void packColumns(int row) {
        Metadata.Column[] columns = metadata.columns();
        int count = 0;
        length = 2;
        for (int column : sorted) {
            int id = columns[column].ids()[row];
            if (id >= 0) {
                put(names[column], columns[column].values()[id]);
                count++;
            }
        }
        if (count == 0) {
            length = 0;
        } else {
            Bytes.putShort(packed, 0, count);
        }
    }

    private void put(byte[] name, byte[] value) {
        int end = length + PAIR_HEADER_BYTES + name.length + value.length;
        if (packed.length < end) {
            packed = Arrays.copyOf(packed, 2 * end);
        }
        Bytes.putShort(packed, length, name.length);
        Bytes.putInt(packed, length + 2, value.length);
        System.arraycopy(name, 0, packed, length + PAIR_HEADER_BYTES, name.length);
        System.arraycopy(value, 0, packed, end - value.length, value.length);
        length = end;
    }

    /** Where the row that was packed last stands, from the first byte on; valid until the next. */
    public byte[] bytes() {
        return packed;
    }

    public int length() {
        return length;
    }
}
