package dev.lodur.compaction;

import dev.lodur.segment.SegmentIndex;

/** How much memory the inputs of a merge take, each of which has one block open. */
final class InputMemory {
    /** Times, offsets, lengths, levels and ids of one row. */
    private static final int ROW_BYTES = 48;

    private InputMemory() {}

    /** Bytes that the largest block of an input takes while it is open. */
    static long bytes(SegmentIndex index) {
        long most = 0;
        for (int block = 0; block < index.blockCount(); block++) {
            long stored = 0;
            for (int column = 0; column < index.pages().columns(); column++) {
                stored += index.pages().length(block, column);
            }
            most = Math.max(
                    most,
                    stored
                            + index.blocks().lineBytes()[block]
                            + (long) ROW_BYTES * index.blocks().rows()[block]);
        }
        return most;
    }
}
