package dev.lodur.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The structured metadata of a block's rows: a dictionary column for each frequent key, and packed sets for the rest.
 *
 * <p>A key stands for a given row either in its column or in the row's rest, never in both. Immutable and thread-safe;
 * the arrays belong to the block.
 */
public final class Metadata {
    /**
     * One key with its distinct values.
     *
     * @param name the key
     * @param values the distinct values, UTF-8
     * @param ids for each row the index of its value, or -1 where the row lacks the key
     */
    public record Column(String name, byte[][] values, int[] ids) {}

    private static final Column[] NO_COLUMNS = new Column[0];

    private final Column[] columns;
    private final byte @Nullable [] restBytes;
    private final int @Nullable [] restOffsets;

    private Metadata(Column[] columns, byte @Nullable [] restBytes, int @Nullable [] restOffsets) {
        this.columns = columns;
        this.restBytes = restBytes;
        this.restOffsets = restOffsets;
    }

    /** No metadata on any row. */
    public static Metadata none() {
        return new Metadata(NO_COLUMNS, null, null);
    }

    /** Only packed sets: row {@code i} has {@code bytes[offsets[i]] .. bytes[offsets[i + 1]]}, a {@link PackedLabels}. */
    public static Metadata packed(byte[] bytes, int[] offsets) {
        return new Metadata(NO_COLUMNS, bytes, offsets);
    }

    public static Metadata columns(Column[] columns) {
        return new Metadata(columns, null, null);
    }

    public static Metadata of(Column[] columns, byte[] restBytes, int[] restOffsets) {
        return new Metadata(columns, restBytes, restOffsets);
    }

    /** Whether no row has any metadata, known without looking at rows. */
    public boolean isNone() {
        return columns.length == 0 && restBytes == null;
    }

    public Column[] columns() {
        return columns;
    }

    public @Nullable Column column(String name) {
        for (Column column : columns) {
            if (column.name().equals(name)) {
                return column;
            }
        }
        return null;
    }

    /** The packed sets of the rest, or null where there are none. */
    public byte @Nullable [] restBytes() {
        return restBytes;
    }

    public int @Nullable [] restOffsets() {
        return restOffsets;
    }

    /** A row's whole metadata; allocates, so only for rows that survive. */
    public Labels at(int row) {
        Labels rest = rest(row);
        if (columns.length == 0) {
            return rest;
        }
        Map<String, String> all = new TreeMap<>(rest.toMap());
        for (Column column : columns) {
            int id = column.ids()[row];
            if (id >= 0) {
                all.put(column.name(), new String(column.values()[id], StandardCharsets.UTF_8));
            }
        }
        return Labels.of(all);
    }

    private Labels rest(int row) {
        if (restBytes == null || restOffsets == null) {
            return Labels.EMPTY;
        }
        return PackedLabels.decode(restBytes, restOffsets[row], restOffsets[row + 1] - restOffsets[row]);
    }

    /** The UTF-8 value of a key in a row, or null where the row lacks it. */
    public byte @Nullable [] value(int row, String name, byte[] nameUtf8) {
        Column column = column(name);
        if (column != null && column.ids()[row] >= 0) {
            return column.values()[column.ids()[row]];
        }
        if (restBytes == null || restOffsets == null) {
            return null;
        }
        int length = restOffsets[row + 1] - restOffsets[row];
        int pair = PackedLabels.find(restBytes, restOffsets[row], length, nameUtf8);
        if (pair < 0) {
            return null;
        }
        int from = PackedLabels.valueOffset(restBytes, pair);
        return Arrays.copyOfRange(restBytes, from, from + PackedLabels.valueLength(restBytes, pair));
    }
}
