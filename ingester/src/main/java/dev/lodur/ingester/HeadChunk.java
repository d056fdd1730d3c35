package dev.lodur.ingester;

import dev.lodur.model.RowBlock;
import dev.lodur.segment.SegmentPlan;

/** Rows of one stream in the head, open or sealed, with what is known of them before they are looked at. */
interface HeadChunk {
    long minTimestampNanos();

    long maxTimestampNanos();

    int rows();

    int lineBytes();

    /** The rows in the order of time, and of arrival for equal times; decompresses where they are compressed. */
    RowBlock open();

    /** Tells a plan which metadata keys the rows have. */
    default void planMetadata(SegmentPlan plan) {
        RowBlock block = open();
        byte[] bytes = block.metadata().restBytes();
        int[] offsets = block.metadata().restOffsets();
        if (bytes == null || offsets == null) {
            return;
        }
        for (int row = 0; row < block.rows(); row++) {
            plan.addMetadata(bytes, offsets[row], offsets[row + 1] - offsets[row]);
        }
    }
}
