package dev.lodur.engine;

import dev.lodur.segment.filter.FilterProbe;
import dev.lodur.segment.filter.FilterRead;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Candidates of one segment, of which its filter leaves some once a few small ranges are read. Those may be read on any
 * threads; the rest is for one thread.
 */
public final class PrunedBlocks {
    private final List<SegmentBlock> candidates;
    private final @Nullable FilterProbe probe;

    /**
     * @param probe null where the filter is not asked
     */
    PrunedBlocks(List<SegmentBlock> candidates, @Nullable FilterProbe probe) {
        this.candidates = candidates;
        this.probe = probe;
    }

    /** How many candidates there are before the filter has answered. */
    int candidates() {
        return candidates.size();
    }

    /** What must be read before it is known what is left, in any order or at once; nothing where no filter is asked. */
    public List<FilterRead> reads() {
        return probe == null ? List.of() : probe.reads();
    }

    /** The candidates that are left, in the order of their blocks; CORRUPT where the filter is not what was written. */
    List<SegmentBlock> left() {
        if (probe == null || candidates.isEmpty()) {
            return candidates;
        }
        BitSet may = probe.mayHave(candidates.getFirst().segment().index().blockCount());
        List<SegmentBlock> left = new ArrayList<>();
        for (SegmentBlock candidate : candidates) {
            if (may.get(candidate.block())) {
                left.add(candidate);
            }
        }
        return left;
    }
}
