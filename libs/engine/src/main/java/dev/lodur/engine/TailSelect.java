package dev.lodur.engine;

import dev.lodur.model.BatchReader;
import dev.lodur.model.BlockWriter;
import dev.lodur.model.Labels;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.TimeRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the rows of a batch that a tail wants, as an ingester does before it sends them. Used by one thread at a time,
 * apart from {@link #wants}.
 */
public final class TailSelect {
    private static final int BLOCK_BYTES = 900 << 10;

    private final LogQueryPlan plan;
    private final RowSelector selector;
    private final RowBatch rows = new RowBatch();
    private final RowBlockBuilder gathered = new RowBlockBuilder();

    /**
     * @param query as of a {@link TailRequest}
     */
    public TailSelect(String query) {
        this.plan = LogQueryPlan.compile(query);
        this.selector = new RowSelector(plan, TimeRange.ALL, new QueryStatistics());
    }

    /** Whether rows of a stream may be wanted. */
    public boolean wants(Labels stream) {
        return plan.selector().matches(stream);
    }

    /** The rows of a batch that are wanted, in blocks of about 1 MiB at most; none at all where there are none. */
    public List<byte[]> select(byte[] batch) {
        List<byte[]> blocks = new ArrayList<>();
        BatchReader reader = new BatchReader(batch);
        while (reader.nextStream()) {
            Labels stream = reader.labels();
            if (wants(stream)) {
                gather(reader, stream, blocks);
            }
        }
        finish(blocks);
        return blocks;
    }

    private void gather(BatchReader reader, Labels stream, List<byte[]> blocks) {
        while (reader.nextEntry()) {
            gathered.add(
                    stream,
                    reader.timestampNanos(),
                    reader.bytes(),
                    reader.lineOffset(),
                    reader.lineLength(),
                    metadata(reader));
            if (gathered.sizeBytes() >= BLOCK_BYTES) {
                finish(blocks);
            }
        }
    }

    private static byte[] metadata(BatchReader reader) {
        int from = reader.metadataOffset();
        return Arrays.copyOfRange(reader.bytes(), from, from + reader.metadataLength());
    }

    private void finish(List<byte[]> blocks) {
        if (gathered.rows() == 0) {
            return;
        }
        RowBlock block = gathered.build();
        selector.select(block, true, rows);
        int count = rows.selection().count();
        if (count > 0) {
            blocks.add(BlockWriter.write(count == block.rows() ? block : survivors(block)));
        }
    }

    private RowBlock survivors(RowBlock block) {
        RowBlockBuilder kept = new RowBlockBuilder();
        for (int run = 0; run < block.runs(); run++) {
            int row = rows.selection().next(block.runStart(run));
            while (row >= 0 && row < block.runStart(run + 1)) {
                kept.add(
                        block.labels(run),
                        block.timestamps()[row],
                        block.lines().bytes(),
                        block.lines().start(row),
                        block.lines().length(row),
                        PackedLabels.encode(block.metadata().at(row)));
                row = rows.selection().next(row + 1);
            }
        }
        return kept.build();
    }
}
