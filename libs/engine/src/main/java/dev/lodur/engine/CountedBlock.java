package dev.lodur.engine;

import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;
import dev.lodur.segment.SegmentColumn;
import java.util.Set;

/** A block of unique rows of which only the times are needed. */
record CountedBlock(IndexedBlock block, Set<SegmentColumn> columns) implements BlockCandidate {
    /** The candidate as it is to be read: as one of these where that does. */
    static BlockCandidate of(BlockCandidate candidate, IndexCounts index, Set<BlockCandidate> unique) {
        if (candidate instanceof IndexedBlock indexed && unique.contains(candidate)) {
            Set<SegmentColumn> columns = index.columns(indexed);
            return columns == null ? candidate : new CountedBlock(indexed, columns);
        }
        return candidate;
    }

    @Override
    public long minTimestampNanos() {
        return block.minTimestampNanos();
    }

    @Override
    public long maxTimestampNanos() {
        return block.maxTimestampNanos();
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

    /** Times take eight bytes a row once they are decoded. */
    @Override
    public long sizeBytes() {
        return 16L * block.rows();
    }

    @Override
    public boolean isRare() {
        return block.isRare();
    }

    @Override
    public RowBlock open() {
        return block.open(columns);
    }

    @Override
    public void release(RowBlock released) {
        block.release(released);
    }
}
