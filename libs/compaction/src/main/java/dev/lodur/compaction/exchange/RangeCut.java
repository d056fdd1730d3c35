package dev.lodur.compaction.exchange;

import dev.lodur.compaction.RowFilter;
import dev.lodur.model.RowBlock;
import dev.lodur.model.TimeRange;
import java.util.BitSet;

/** Drops rows outside of a range of time, and those that another filter drops. Thread-safe if the other is. */
record RangeCut(TimeRange range, RowFilter others) implements RowFilter {
    @Override
    public BitSet dropped(RowBlock block) {
        BitSet dropped = others.dropped(block);
        long[] times = block.timestamps();
        for (int row = 0; row < block.rows(); row++) {
            if (!range.contains(times[row])) {
                dropped.set(row);
            }
        }
        return dropped;
    }
}
