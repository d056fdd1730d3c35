package dev.lodur.engine;

import dev.lodur.model.Labels;
import dev.lodur.model.Lines;
import dev.lodur.model.Metadata;
import dev.lodur.model.RowBlock;
import dev.lodur.segment.SegmentBlockReader;
import dev.lodur.segment.SegmentScratch;

/** A segment's block together with the buffers it was lent. */
record ScratchBlock(SegmentBlockReader reader, SegmentScratch scratch) implements RowBlock {
    @Override
    public int rows() {
        return reader.rows();
    }

    @Override
    public int runs() {
        return reader.runs();
    }

    @Override
    public int runStart(int run) {
        return reader.runStart(run);
    }

    @Override
    public Labels labels(int run) {
        return reader.labels(run);
    }

    @Override
    public long[] timestamps() {
        return reader.timestamps();
    }

    @Override
    public Lines lines() {
        return reader.lines();
    }

    @Override
    public Metadata metadata() {
        return reader.metadata();
    }
}
