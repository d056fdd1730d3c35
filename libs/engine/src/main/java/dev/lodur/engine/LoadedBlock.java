package dev.lodur.engine;

import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;

/** A candidate whose block is in memory already, such as a part of an ingester's head. */
public record LoadedBlock(RowBlock block, long minTimestampNanos, long maxTimestampNanos, long sizeBytes)
        implements BlockCandidate {
    /** A candidate that knows its times from the block's rows. */
    public static LoadedBlock of(RowBlock block) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        long[] timestamps = block.timestamps();
        for (int row = 0; row < block.rows(); row++) {
            min = Math.min(min, timestamps[row]);
            max = Math.max(max, timestamps[row]);
        }
        return new LoadedBlock(block, min, max, 0);
    }

    @Override
    public int rows() {
        return block.rows();
    }

    @Override
    public int runs() {
        return block.runs();
    }

    @Override
    public Labels labels(int run) {
        return block.labels(run);
    }

    @Override
    public RowBlock open() {
        return block;
    }
}
