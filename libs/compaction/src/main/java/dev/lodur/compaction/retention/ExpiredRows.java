package dev.lodur.compaction.retention;

import dev.lodur.compaction.RowFilter;
import dev.lodur.model.RowBlock;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Drops the rows that are older than their stream's period was at one moment. Stateless and thread-safe; the times of a
 * block are read only where a stream of it expires at all.
 *
 * @param nowNanos the moment, since 1970
 */
public record ExpiredRows(RetentionRules rules, long nowNanos) implements RowFilter {
    @Override
    public BitSet dropped(RowBlock block) {
        BitSet dropped = new BitSet();
        for (int run = 0; run < block.runs(); run++) {
            long oldestNanos = rules.ruleOf(block.labels(run)).oldestNanos(nowNanos);
            if (oldestNanos != Long.MIN_VALUE) {
                int from = block.runStart(run);
                dropped.set(from, firstKept(block.timestamps(), from, block.runStart(run + 1), oldestNanos));
            }
        }
        return dropped;
    }

    private static int firstKept(long[] ascending, int from, int to, long oldestNanos) {
        int found = Arrays.binarySearch(ascending, from, to, oldestNanos);
        if (found < 0) {
            return -found - 1;
        }
        int first = found;
        while (first > from && ascending[first - 1] == oldestNanos) {
            first--;
        }
        return first;
    }
}
