package dev.lodur.compaction;

import dev.lodur.model.Labels;
import dev.lodur.segment.MetadataTable;
import dev.lodur.segment.RunTable;
import dev.lodur.segment.SegmentColumns;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.SegmentPlan;
import java.util.List;
import java.util.function.Predicate;

/** Chooses the columns of what a merge makes by the indexes of its inputs alone. */
final class MergeColumns {
    private MergeColumns() {}

    static SegmentColumns of(List<MergeInput> inputs, Predicate<Labels> wanted) {
        SegmentPlan plan = new SegmentPlan();
        boolean complete = true;
        for (MergeInput input : inputs) {
            SegmentIndex index = input.segment().index();
            addStreams(index, wanted, plan);
            addKeys(index, plan);
            complete &= index.metadata().keysComplete();
        }
        SegmentColumns columns = plan.columns();
        return complete
                ? columns
                : new SegmentColumns(columns.labels(), columns.metadata(), columns.otherLabels(), true);
    }

    private static void addStreams(SegmentIndex index, Predicate<Labels> wanted, SegmentPlan plan) {
        RunTable runs = index.runs();
        for (int stream = 0; stream < index.streamCount(); stream++) {
            if (wanted.test(index.labels(stream))) {
                long rows = 0;
                for (int run = index.firstRunOfStream(stream); run < index.firstRunOfStream(stream + 1); run++) {
                    rows += runs.rows()[run];
                }
                plan.addStream(index.labels(stream), rows);
            }
        }
    }

    /** How many rows of a block have a key is known only where all have it; one that has a column there counts as half. */
    private static void addKeys(SegmentIndex index, SegmentPlan plan) {
        MetadataTable table = index.metadata();
        long[] rows = new long[table.keys().length];
        for (int block = 0; block < index.blockCount(); block++) {
            for (int entry = table.firstEntry()[block]; entry < table.firstEntry()[block + 1]; entry++) {
                int key = table.key()[entry];
                rows[key] += rows(index.blocks().rows()[block], key < table.columns(), table.flags()[entry]);
            }
        }
        for (int key = 0; key < rows.length; key++) {
            plan.addMetadataKey(table.keys()[key], Math.max(1, rows[key]));
        }
    }

    private static long rows(int blockRows, boolean column, int flags) {
        if ((flags & MetadataTable.EVERY_ROW) != 0) {
            return blockRows;
        }
        return column ? blockRows / 2 : 1;
    }
}
