package dev.lodur.segment.v1;

import dev.lodur.model.PackedLabels;
import dev.lodur.segment.RunTable;
import dev.lodur.segment.SegmentColumns;
import dev.lodur.segment.parquet.ByteDictionary;
import dev.lodur.segment.parquet.DictionaryColumn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The structured metadata of the open row group, spread over its columns. Not thread-safe. */
final class MetadataBuffer {
    private final SegmentColumns plan;
    private final RunBuilder runs;
    private final MetadataSummaryBuilder summaries;
    private final byte[] levelKey = RunTable.LEVEL_KEY.getBytes(StandardCharsets.UTF_8);
    private final ByteDictionary columnKeys = new ByteDictionary();
    private final List<DictionaryColumn> columns = new ArrayList<>();
    private final DictionaryColumn otherKeys = new DictionaryColumn(true);
    private final DictionaryColumn otherValues = new DictionaryColumn(true);

    MetadataBuffer(SegmentColumns plan, RunBuilder runs, MetadataSummaryBuilder summaries) {
        this.plan = plan;
        this.runs = runs;
        this.summaries = summaries;
        for (String key : plan.metadata()) {
            byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
            columnKeys.add(utf8, 0, utf8.length);
            columns.add(new DictionaryColumn(false));
        }
    }

    List<DictionaryColumn> columns() {
        return columns;
    }

    DictionaryColumn otherKeys() {
        return otherKeys;
    }

    DictionaryColumn otherValues() {
        return otherValues;
    }

    /** Adds the metadata of a row; the index of its level, or -1 where that is not counted. */
    int addRow(byte[] bytes, int offset, int length) {
        int count = PackedLabels.count(bytes, offset, length);
        int pair = PackedLabels.first(offset);
        int seen = 0;
        int level = 0;
        boolean firstOther = true;
        for (int i = 0; i < count; i++) {
            int nameAt = PackedLabels.nameOffset(pair);
            int nameLength = PackedLabels.nameLength(bytes, pair);
            int valueAt = PackedLabels.valueOffset(bytes, pair);
            int valueLength = PackedLabels.valueLength(bytes, pair);
            int column = column(i, bytes, nameAt, nameLength);
            if (column >= 0) {
                seen |= 1 << column;
                columns.get(column).add(bytes, valueAt, valueLength, true);
            } else {
                addOther(bytes, nameAt, nameLength, valueAt, valueLength, firstOther);
                firstOther = false;
            }
            if (isLevel(bytes, nameAt, nameLength)) {
                level = runs.levelOf(bytes, valueAt, valueLength);
            }
            pair = PackedLabels.next(bytes, pair);
        }
        addNulls(seen, firstOther);
        return level;
    }

    /** Checks a row before anything of it is kept. */
    void check(byte[] bytes, int offset, int length) {
        PackedLabels.check(bytes, offset, length);
        int count = PackedLabels.count(bytes, offset, length);
        int pair = PackedLabels.first(offset);
        int seen = 0;
        for (int i = 0; i < count; i++) {
            int nameAt = PackedLabels.nameOffset(pair);
            int nameLength = PackedLabels.nameLength(bytes, pair);
            int column = column(i, bytes, nameAt, nameLength);
            if (column < 0 ? !plan.otherMetadata() : (seen & 1 << column) != 0) {
                throw new IllegalArgumentException("metadata key "
                        + new String(bytes, nameAt, nameLength, StandardCharsets.UTF_8)
                        + (column < 0 ? " is not in the plan" : " comes twice"));
            }
            seen |= column < 0 ? 0 : 1 << column;
            pair = PackedLabels.next(bytes, pair);
        }
    }

    /** The column of a key or -1; rows mostly have the same keys, so the one at the same place is tried first. */
    private int column(int position, byte[] bytes, int offset, int length) {
        return position < columnKeys.size() && columnKeys.is(position, bytes, offset, length)
                ? position
                : columnKeys.find(bytes, offset, length);
    }

    private boolean isLevel(byte[] bytes, int offset, int length) {
        return Arrays.equals(bytes, offset, offset + length, levelKey, 0, levelKey.length);
    }

    private void addOther(byte[] bytes, int nameAt, int nameLength, int valueAt, int valueLength, boolean first) {
        otherKeys.add(bytes, nameAt, nameLength, first);
        otherValues.add(bytes, valueAt, valueLength, first);
        summaries.addOtherKey(bytes, nameAt, nameLength);
    }

    private void addNulls(int seen, boolean noOther) {
        for (int column = 0; column < columns.size(); column++) {
            if ((seen & 1 << column) == 0) {
                columns.get(column).addNull();
            }
        }
        if (noOther && plan.otherMetadata()) {
            otherKeys.addNull();
            otherValues.addNull();
        }
    }

    void endBlock(int rows) {
        summaries.endBlock(columns, rows);
        for (DictionaryColumn column : columns) {
            column.endBlock(rows);
        }
        otherKeys.endBlock(rows);
        otherValues.endBlock(rows);
    }

    void reset() {
        columns.forEach(DictionaryColumn::reset);
        otherKeys.reset();
        otherValues.reset();
    }
}
