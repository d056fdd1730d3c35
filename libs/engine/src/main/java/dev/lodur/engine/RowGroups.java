package dev.lodur.engine;

import dev.lodur.engine.metric.LabelChoice;
import dev.lodur.logql.Grouping;
import dev.lodur.model.Labels;
import dev.lodur.model.Metadata;
import dev.lodur.model.RowBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the groups that the rows of a batch fall into by their labels.
 *
 * <p>A row whose stream and relevant metadata are those of the row before it is in the same group without a look at its
 * labels. Used by one thread at a time.
 */
final class RowGroups {
    private final Metadata rowMetadata;
    private final RowBatch batch;
    private final RowBlock block;
    private final @Nullable Grouping grouping;
    private final List<Labels> groups = new ArrayList<>();
    private final Map<Labels, Integer> numbers = new HashMap<>();
    private final Metadata.Column[] relevant;
    private final boolean repeats;
    private final byte @Nullable [] rest;
    private final int @Nullable [] restOffsets;
    private int lastRow = -1;
    private int lastRun = -1;
    private int lastGroup;

    /** @param grouping null where each label set is a group */
    RowGroups(RowBatch batch, @Nullable Grouping grouping) {
        this(batch, grouping, batch.block().metadata());
    }

    /** Groups of rows whose metadata is known to tell none of them apart. */
    static RowGroups ofStreams(RowBatch batch, @Nullable Grouping grouping) {
        return new RowGroups(batch, grouping, Metadata.none());
    }

    private RowGroups(RowBatch batch, @Nullable Grouping grouping, Metadata metadataOfRows) {
        this.rowMetadata = metadataOfRows;
        this.batch = batch;
        this.block = batch.block();
        this.grouping = grouping;
        boolean single = grouping != null && grouping.isSingleton();
        Metadata metadata = single ? Metadata.none() : metadataOfRows;
        this.relevant = relevant(metadata, grouping);
        this.repeats = !batch.anyDerived();
        this.rest = metadata.restBytes();
        this.restOffsets = metadata.restOffsets();
    }

    private static Metadata.Column[] relevant(Metadata metadata, @Nullable Grouping grouping) {
        if (grouping == null || grouping.without()) {
            return metadata.columns();
        }
        List<Metadata.Column> columns = new ArrayList<>();
        for (Metadata.Column column : metadata.columns()) {
            for (String label : grouping.labels()) {
                if (ExposedNames.mayBe(column.name(), label)) {
                    columns.add(column);
                }
            }
        }
        return columns.toArray(Metadata.Column[]::new);
    }

    /** The groups found so far, by their numbers. */
    List<Labels> groups() {
        return groups;
    }

    /** The group of a row, which belongs to the given run. */
    int of(int row, int run) {
        if (repeats && run == lastRun && sameMetadata(row)) {
            lastRow = row;
            return lastGroup;
        }
        lastRow = row;
        lastRun = run;
        Labels labels = labels(row, block.labels(run));
        Integer known = numbers.get(labels);
        if (known == null) {
            known = groups.size();
            groups.add(labels);
            numbers.put(labels, known);
        }
        lastGroup = known;
        return lastGroup;
    }

    private boolean sameMetadata(int row) {
        for (Metadata.Column column : relevant) {
            if (column.ids()[row] != column.ids()[lastRow]) {
                return false;
            }
        }
        return rest == null
                || restOffsets == null
                || Arrays.equals(
                        rest,
                        restOffsets[row],
                        restOffsets[row + 1],
                        rest,
                        restOffsets[lastRow],
                        restOffsets[lastRow + 1]);
    }

    private Labels labels(int row, Labels stream) {
        if (grouping != null && grouping.isSingleton()) {
            return Labels.EMPTY;
        }
        Labels metadata = ExposedNames.expose(stream, rowMetadata.at(row));
        Labels all = ResultGrouping.merge(stream, metadata, batch.derived(row));
        return grouping == null ? all : LabelChoice.group(all, grouping);
    }
}
