package dev.lodur.compaction.repair;

import dev.lodur.engine.RowIdentity;
import dev.lodur.model.StreamId;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentBlockReader;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.SegmentScratch;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.ObjectStore;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tells whether every row of a segment is in others, by reading them: the only proof that they were merged from it in
 * whole. Memory is bounded: of a large segment the rows are looked for in several passes. For one thread.
 */
final class RowContainment {
    private static final long ROWS_MAX = 200_000;

    private final ObjectStore store;

    RowContainment(ObjectStore store) {
        this.store = store;
    }

    /** Whether the others together hold each of the segment's entries. */
    boolean holds(Candidate segment, Collection<Candidate> others) {
        int passes = (int) (segment.entry().rows() / ROWS_MAX) + 1;
        for (int pass = 0; pass < passes; pass++) {
            if (!holds(segment, others, pass, passes)) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(Candidate segment, Collection<Candidate> others, int pass, int passes) {
        Set<StreamId> missing = new HashSet<>();
        each(segment.entry(), identity -> {
            if (Long.remainderUnsigned(identity.high(), passes) == pass) {
                missing.add(identity);
            }
            return true;
        });
        for (Candidate other : others) {
            if (!missing.isEmpty()) {
                each(other.entry(), identity -> {
                    missing.remove(identity);
                    return !missing.isEmpty();
                });
            }
        }
        return missing.isEmpty();
    }

    /** Gives the identity of each row, until it is told to stop. */
    private void each(CatalogEntry entry, Predicate<StreamId> goOn) {
        StoredRanges ranges = new StoredRanges(store, entry.key());
        SegmentIndex index = SegmentIndex.read(ranges, entry.indexOffset(), (int) entry.indexLengthBytes());
        RowIdentity identity = new RowIdentity();
        try (SegmentScratch scratch = new SegmentScratch()) {
            SegmentBlockReader block = new SegmentBlockReader(Segment.open(ranges, index), scratch);
            for (int i = 0; i < index.blockCount(); i++) {
                block.open(i);
                identity.begin(block);
                if (!eachOf(block, identity, goOn)) {
                    return;
                }
            }
        }
    }

    private static boolean eachOf(SegmentBlockReader block, RowIdentity identity, Predicate<StreamId> goOn) {
        for (int run = 0; run < block.runs(); run++) {
            for (int row = block.runStart(run); row < block.runStart(run + 1); row++) {
                identity.compute(row, run);
                if (!goOn.test(new StreamId(identity.high(), identity.low()))) {
                    return false;
                }
            }
        }
        return true;
    }
}
