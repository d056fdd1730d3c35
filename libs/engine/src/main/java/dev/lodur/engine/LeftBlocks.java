package dev.lodur.engine;

import java.util.ArrayList;
import java.util.List;

/** Collects what the filters of one query's segments leave, and finds out whether that is rare. Not thread-safe. */
public final class LeftBlocks {
    /** So few blocks are read at once whatever share they are. */
    private static final int FEW = 4;
    /** Where one block of so many is left, most of these will hold no row either. */
    private static final int RARE_SHARE = 16;

    private final List<SegmentBlock> blocks = new ArrayList<>();
    private int candidates;

    /** Adds what is left of a segment whose filter has been read; CORRUPT where that is not what was written. */
    public void add(PrunedBlocks segment) {
        candidates += segment.candidates();
        blocks.addAll(segment.left());
    }

    /** All that is left, in the order in which it was added. */
    public List<BlockCandidate> blocks() {
        boolean rare =
                blocks.size() < candidates && (blocks.size() <= FEW || (long) blocks.size() * RARE_SHARE <= candidates);
        return List.copyOf(rare ? blocks.stream().map(SegmentBlock::rare).toList() : blocks);
    }
}
