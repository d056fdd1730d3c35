package dev.lodur.engine;

import dev.lodur.engine.LogQueryResult.ResultEntry;
import dev.lodur.engine.LogQueryResult.ResultStream;
import dev.lodur.model.BlockReader;
import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Runs a tail's whole pipeline on the blocks that ingesters send for it. Used by one thread at a time. */
public final class TailRows {
    private final LogQueryPlan plan;
    private final RowProgram program;
    private final Supplier<Deletions> deletions;
    private final RowBatch batch = new RowBatch();
    private final RowIdentity identity = new RowIdentity();

    /**
     * @param deletions rows that are to be taken for gone, asked for each block
     */
    public TailRows(LogQueryPlan plan, Supplier<Deletions> deletions) {
        this.plan = plan;
        this.program = plan.program();
        this.deletions = deletions;
    }

    /** The rows of a block that survive, in memory of their own and in the order of the block. */
    public List<SelectedRow> select(byte[] bytes) {
        RowBlock block = BlockReader.read(bytes);
        new RowSelector(plan, TimeRange.ALL, new QueryStatistics(), deletions.get()).select(block, true, batch);
        identity.begin(block);
        List<SelectedRow> rows = new ArrayList<>(batch.selection().count());
        if (program.isEmpty()) {
            forEachRow(block, (row, run) -> rows.add(SelectedRow.of(batch, row, run, row, identity.of(row, run))));
            return rows;
        }
        RowPipeline pipeline = program.borrow();
        pipeline.begin(batch);
        forEachRow(block, (row, run) -> {
            if (pipeline.keeps(row, run)) {
                rows.add(SelectedRow.of(pipeline.row(), row, identity.of(row, run)));
            }
        });
        program.giveBack(pipeline);
        return rows;
    }

    private interface RowSink {
        void accept(int row, int run);
    }

    private void forEachRow(RowBlock block, RowSink sink) {
        for (int run = 0; run < block.runs(); run++) {
            int row = batch.selection().next(block.runStart(run));
            while (row >= 0 && row < block.runStart(run + 1)) {
                sink.accept(row, run);
                row = batch.selection().next(row + 1);
            }
        }
    }

    /**
     * Rows as entries of streams in the order given: a stream ends where the next row is of another one, so that whoever
     * prints the entries one after the other prints them in that order too.
     *
     * @param categorizeLabels whether streams are told apart by their own labels only
     */
    public static List<ResultStream> inOrder(List<SelectedRow> rows, boolean categorizeLabels) {
        List<ResultStream> streams = new ArrayList<>();
        List<ResultEntry> entries = new ArrayList<>();
        Labels current = Labels.EMPTY;
        for (SelectedRow row : rows) {
            Labels metadata = ExposedNames.expose(row.stream(), row.metadata());
            Labels labels =
                    categorizeLabels ? row.stream() : ResultGrouping.merge(row.stream(), metadata, row.derived());
            if (!entries.isEmpty() && !labels.equals(current)) {
                streams.add(new ResultStream(current, entries));
                entries = new ArrayList<>();
            }
            current = labels;
            entries.add(new ResultEntry(row.timestampNanos(), row.line(), metadata, row.derived()));
        }
        if (!entries.isEmpty()) {
            streams.add(new ResultStream(current, entries));
        }
        return streams;
    }
}
