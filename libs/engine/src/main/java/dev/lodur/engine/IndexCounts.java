package dev.lodur.engine;

import dev.lodur.engine.metric.Windows;
import dev.lodur.logql.Grouping;
import dev.lodur.model.Labels;
import dev.lodur.model.TimeRange;
import dev.lodur.segment.MetadataTable;
import dev.lodur.segment.RunTable;
import dev.lodur.segment.SegmentColumn;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rows and bytes of blocks without reading them, where the index says enough: nothing is filtered, rows are told
 * apart by labels of the stream and the level only, and each run lies between two borders of windows. Immutable.
 */
final class IndexCounts {
    /** Takes counts of rows that lie in one pane. */
    interface Sink {
        void add(Labels group, int pane, long rows, long lineBytes);
    }

    private final MetricPlan.Range plan;
    private final Windows windows;
    private final TimeRange time;
    private final boolean applies;

    IndexCounts(MetricPlan.Range plan, Windows windows, TimeRange time) {
        this.plan = plan;
        this.windows = windows;
        this.time = time;
        this.applies = plan.countsLines()
                && plan.log().stages().isEmpty()
                && plan.log().program().isEmpty();
    }

    /** Counts a block whose rows are unique; false where it must be read. */
    boolean count(IndexedBlock block, Sink sink) {
        if (!applies || !isGroupedByIndex(block)) {
            return false;
        }
        for (int run = 0; run < block.runs(); run++) {
            if (plan.log().selector().matches(block.labels(run)) && !isKnown(block, run)) {
                return false;
            }
        }
        for (int run = 0; run < block.runs(); run++) {
            if (plan.log().selector().matches(block.labels(run))) {
                addRun(block, run, sink);
            }
        }
        return true;
    }

    /** What must be fetched of a block that is read only to be counted, or null where the plan looks at more. */
    @Nullable Set<SegmentColumn> columns(IndexedBlock block) {
        if (!applies || plan.countsBytes() || !isGroupedByStream(block)) {
            return null;
        }
        return EnumSet.of(SegmentColumn.TIMESTAMPS);
    }

    /** Whether only the labels of streams tell rows apart. */
    boolean isGroupedByStream(IndexedBlock block) {
        return isGrouped(block, false);
    }

    private boolean isGroupedByIndex(IndexedBlock block) {
        return isGrouped(block, true);
    }

    private boolean isGrouped(IndexedBlock block, boolean mayBeLevel) {
        if (plan.isTotal()) {
            return true;
        }
        MetadataTable metadata = block.segment().index().metadata();
        if (!metadata.keysComplete()) {
            return false;
        }
        Grouping grouping = plan.grouping();
        for (String key : metadata.keys()) {
            boolean level = mayBeLevel && key.equals(RunTable.LEVEL_KEY);
            if (!level && mayTellApart(grouping, key)) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayTellApart(@Nullable Grouping grouping, String key) {
        return grouping == null
                || grouping.without()
                || grouping.labels().stream().anyMatch(label -> ExposedNames.mayBe(key, label));
    }

    private boolean isKnown(IndexedBlock block, int run) {
        RunTable table = block.table();
        int index = block.runIndex(run);
        long min = table.minNanos()[index];
        long max = table.maxNanos()[index];
        boolean levels = plan.isTotal()
                || (!plan.countsBytes()
                        && table.levelsComplete(index)
                        && !block.labels(run).has(RunTable.LEVEL_KEY))
                || isGroupedByStream(block);
        return levels && time.covers(min, max) && windows.isUndivided(min, max);
    }

    private void addRun(IndexedBlock block, int run, Sink sink) {
        RunTable table = block.table();
        int index = block.runIndex(run);
        int pane = windows.pane(table.minNanos()[index]);
        Labels stream = block.labels(run);
        if (pane < 0) {
            return;
        }
        if (plan.isTotal() || isGroupedByStream(block)) {
            sink.add(plan.group(stream), pane, table.rows()[index], table.lineBytes()[index]);
            return;
        }
        for (int i = table.firstLevel()[index]; i < table.firstLevel()[index + 1]; i++) {
            String level = table.levels()[table.level()[i]];
            Labels labels = level.isEmpty() ? stream : stream.with(RunTable.LEVEL_KEY, level);
            sink.add(plan.group(labels), pane, table.levelRows()[i], 0);
        }
    }
}
