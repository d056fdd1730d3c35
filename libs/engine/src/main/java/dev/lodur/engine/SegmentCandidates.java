package dev.lodur.engine;

import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentIndex;
import java.util.ArrayList;
import java.util.List;

/** The blocks of a segment as a query sees them, known from the segment's index alone. */
public final class SegmentCandidates {
    private SegmentCandidates() {}

    /** All blocks of a segment, in their order. */
    public static List<BlockCandidate> of(Segment segment) {
        List<BlockCandidate> candidates = new ArrayList<>();
        for (int block = 0; block < segment.index().blockCount(); block++) {
            candidates.add(new SegmentCandidate(segment, segment.index().block(block), block));
        }
        return candidates;
    }

    private record SegmentCandidate(Segment segment, SegmentIndex.Block block, int number) implements BlockCandidate {
        /** What a row costs besides its line: time, offsets and often a level. */
        private static final int ROW_BYTES = 16;

        @Override
        public long minTimestampNanos() {
            return block.minNanos();
        }

        @Override
        public long maxTimestampNanos() {
            return block.maxNanos();
        }

        @Override
        public int rows() {
            return block.rows();
        }

        @Override
        public int runs() {
            return block.endRun() - block.firstRun();
        }

        @Override
        public Labels labels(int run) {
            SegmentIndex index = segment.index();
            return index.labels(index.runs().stream()[block.firstRun() + run]);
        }

        @Override
        public long sizeBytes() {
            return block.lineBytes() + (long) ROW_BYTES * block.rows();
        }

        @Override
        public RowBlock open() {
            return segment.block(number);
        }
    }
}
