package dev.lodur.engine;

import dev.lodur.engine.row.ParserHints;
import dev.lodur.engine.row.Row;
import dev.lodur.engine.row.RowStep;
import dev.lodur.model.Labels;
import dev.lodur.model.Metadata;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.RowBlock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the row-wise part of a pipeline on rows of a batch, one after the other. Used by one thread at a time.
 */
final class RowPipeline {
    private static final int NO_RUN = -1;

    private final Row row;
    private final RowStep[] steps;
    private final NameTable names = new NameTable();
    private RowBatch batch = new RowBatch();
    private RowBlock block = NoRows.BLOCK;
    private Metadata.Column[] columns = new Metadata.Column[0];
    private String[] columnNames = new String[0];
    private int run = NO_RUN;
    private long survivors;

    RowPipeline(ParserHints hints, List<RowStep> steps) {
        this.row = new Row(hints);
        this.steps = steps.toArray(RowStep[]::new);
    }

    /** Takes on a batch. */
    void begin(RowBatch next) {
        batch = next;
        block = next.block();
        columns = block.metadata().columns();
        columnNames = new String[columns.length];
        run = NO_RUN;
        survivors = 0;
    }

    /** The row as the last {@link #keeps} left it. */
    Row row() {
        return row;
    }

    /** How many rows of the batch have passed. */
    long survivors() {
        return survivors;
    }

    /** Whether a row of the batch, which belongs to the given run, passes all steps. */
    boolean keeps(int index, int runOfRow) {
        beginRow(index, runOfRow);
        for (RowStep step : steps) {
            if (!step.apply(row)) {
                return false;
            }
        }
        survivors++;
        return true;
    }

    private void beginRow(int index, int runOfRow) {
        if (runOfRow != run) {
            run = runOfRow;
            nameColumns(block.labels(runOfRow));
        }
        row.begin(
                block.labels(runOfRow),
                block.timestamps()[index],
                block.lines().bytes(),
                block.lines().start(index),
                block.lines().end(index));
        for (int i = 0; i < columns.length; i++) {
            int id = columns[i].ids()[index];
            if (id >= 0) {
                byte[] value = columns[i].values()[id];
                row.addMetadata(columnNames[i], value, 0, value.length);
            }
        }
        addRest(index);
        Labels derived = batch.derived(index);
        String error = derived.get(Row.ERROR);
        if (error != null) {
            row.fail(error, derived.get(Row.ERROR_DETAILS));
        }
    }

    private void nameColumns(Labels stream) {
        for (int i = 0; i < columns.length; i++) {
            columnNames[i] = ExposedNames.exposed(stream, columns[i].name());
        }
    }

    private void addRest(int index) {
        byte @Nullable [] rest = block.metadata().restBytes();
        int @Nullable [] offsets = block.metadata().restOffsets();
        if (rest == null || offsets == null) {
            return;
        }
        int count = PackedLabels.count(rest, offsets[index], offsets[index + 1] - offsets[index]);
        int pair = PackedLabels.first(offsets[index]);
        for (int i = 0; i < count; i++) {
            String name = names.name(rest, PackedLabels.nameOffset(pair), PackedLabels.nameLength(rest, pair));
            int from = PackedLabels.valueOffset(rest, pair);
            row.addMetadata(
                    ExposedNames.exposed(row.stream(), name), rest, from, from + PackedLabels.valueLength(rest, pair));
            pair = PackedLabels.next(rest, pair);
        }
    }
}
