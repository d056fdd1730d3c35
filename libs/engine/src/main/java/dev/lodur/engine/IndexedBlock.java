package dev.lodur.engine;

import dev.lodur.model.RowBlock;
import dev.lodur.segment.RunTable;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentColumn;
import java.util.Set;

/** A candidate whose segment's index tells what is in its runs, so that some queries need not read it. */
interface IndexedBlock extends BlockCandidate {
    Segment segment();

    /** Whether no two rows of the segment are the same entry. */
    boolean isDistinct();

    /** Where a run of the block stands in {@link #table}. */
    int runIndex(int run);

    /** As {@link #open()}, fetching only some columns at first. */
    RowBlock open(Set<SegmentColumn> columns);

    default RunTable table() {
        return segment().index().runs();
    }
}
