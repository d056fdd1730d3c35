package dev.lodur.ingester;

import dev.lodur.engine.BlockCandidate;
import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;

/** A chunk of the head as a query sees it: one run of one stream. */
record HeadCandidate(Labels labels, HeadChunk chunk) implements BlockCandidate {
    /** What a row costs besides its line: time, offsets, and often a level. */
    private static final int ROW_BYTES = 48;

    @Override
    public long minTimestampNanos() {
        return chunk.minTimestampNanos();
    }

    @Override
    public long maxTimestampNanos() {
        return chunk.maxTimestampNanos();
    }

    @Override
    public int rows() {
        return chunk.rows();
    }

    @Override
    public int runs() {
        return 1;
    }

    @Override
    public Labels labels(int run) {
        return labels;
    }

    @Override
    public long sizeBytes() {
        return chunk.lineBytes() + (long) ROW_BYTES * chunk.rows();
    }

    @Override
    public RowBlock open() {
        return chunk.open();
    }
}
