package dev.lodur.segment.v1;

import dev.lodur.segment.MetadataTable;
import dev.lodur.segment.SegmentColumns;
import dev.lodur.segment.parquet.ByteDictionary;
import dev.lodur.segment.parquet.DictionaryColumn;
import dev.lodur.segment.parquet.IntArray;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects for each block which metadata keys it has, and their values where these are few. Not thread-safe. */
final class MetadataSummaryBuilder {
    private final SegmentColumns plan;
    private final ByteDictionary otherKeys = new ByteDictionary();
    private final int[] otherCounts = new int[SegmentFormat.OTHER_KEYS_MAX];
    private boolean keysComplete = true;

    private final IntArray firstEntry = new IntArray();
    private final IntArray key = new IntArray();
    private final IntArray flags = new IntArray();
    private final IntArray firstValue = new IntArray();
    private final List<String> values = new ArrayList<>();
    private final int[] distinct = new int[MetadataTable.VALUES_MAX];

    MetadataSummaryBuilder(SegmentColumns plan) {
        this.plan = plan;
    }

    void addOtherKey(byte[] bytes, int offset, int length) {
        int id = otherKeys.size() < SegmentFormat.OTHER_KEYS_MAX
                ? otherKeys.add(bytes, offset, length)
                : otherKeys.find(bytes, offset, length);
        if (id < 0) {
            keysComplete = false;
        } else {
            otherCounts[id]++;
        }
    }

    /** Ends the block, whose values are the last {@code rows} of each column. */
    void endBlock(List<DictionaryColumn> columns, int rows) {
        firstEntry.add(key.size());
        for (int column = 0; column < columns.size(); column++) {
            addColumn(column, columns.get(column), rows);
        }
        for (int id = 0; id < otherKeys.size(); id++) {
            if (otherCounts[id] > 0) {
                addEntry(columns.size() + id, otherCounts[id] == rows ? MetadataTable.EVERY_ROW : 0);
                otherCounts[id] = 0;
            }
        }
    }

    private void addEntry(int keyIndex, int entryFlags) {
        key.add(keyIndex);
        flags.add(entryFlags);
        firstValue.add(values.size());
    }

    private void addColumn(int keyIndex, DictionaryColumn column, int rows) {
        int[] ids = column.ids().array();
        int end = column.ids().size();
        int present = 0;
        int found = 0;
        for (int i = end - rows; i < end; i++) {
            if (ids[i] >= 0) {
                present++;
                found = found > distinct.length ? found : note(ids[i], found);
            }
        }
        if (present == 0) {
            return;
        }
        long bytes = 0;
        for (int i = 0; i < Math.min(found, distinct.length); i++) {
            bytes += column.dictionary().length(distinct[i]);
        }
        boolean known = found <= distinct.length && bytes <= SegmentFormat.SUMMARY_VALUE_BYTES_MAX;
        addEntry(keyIndex, (present == rows ? MetadataTable.EVERY_ROW : 0) | (known ? MetadataTable.VALUES_KNOWN : 0));
        for (int i = 0; known && i < found; i++) {
            values.add(new String(column.dictionary().copy(distinct[i]), StandardCharsets.UTF_8));
        }
    }

    /** Keeps an id that is new; the number of distinct ids so far, one more than fit when there are too many. */
    private int note(int id, int found) {
        for (int i = 0; i < found; i++) {
            if (distinct[i] == id) {
                return found;
            }
        }
        if (found < distinct.length) {
            distinct[found] = id;
        }
        return found + 1;
    }

    MetadataTable table() {
        firstEntry.add(key.size());
        firstValue.add(values.size());
        int columns = plan.metadata().size();
        String[] others = new String[otherKeys.size()];
        for (int i = 0; i < others.length; i++) {
            others[i] = new String(otherKeys.copy(i), StandardCharsets.UTF_8);
        }
        String[] keys = Arrays.copyOf(plan.metadata().toArray(String[]::new), columns + others.length);
        System.arraycopy(others, 0, keys, columns, others.length);
        return new MetadataTable(
                keys,
                columns,
                plan.otherMetadata(),
                keysComplete,
                firstEntry.toArray(),
                key.toArray(),
                flags.toArray(),
                firstValue.toArray(),
                values.toArray(String[]::new));
    }
}
