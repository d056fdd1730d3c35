package dev.lodur.compaction.retention;

import dev.lodur.compaction.CompactionPolicy;

/**
 * The bound on the bytes of the whole bucket, and what is held back of it: merges write their outputs while their inputs
 * are still there and stay for a while, and lines arrive between two rounds. The headroom is 1 GiB, which a merge takes at
 * most, for each merge that may run, but at most an eighth of the bound.
 *
 * @param bucketBytesMax {@code compactor.retention_bytes}; 0 for no bound
 * @param mergesMax {@code compactor.max_compaction_parallelism}
 */
public record SizeBounds(long bucketBytesMax, int mergesMax) {
    /** No bound on the bucket. */
    public static final SizeBounds NONE = new SizeBounds(0, 1);

    public SizeBounds {
        if (bucketBytesMax < 0 || mergesMax < 1) {
            throw new IllegalArgumentException("no bounds: " + bucketBytesMax + " bytes, " + mergesMax + " merges");
        }
    }

    /** Bytes of the bound that stay free for what comes between two rounds. */
    public long headroomBytes() {
        return Math.min(bucketBytesMax / 8, CompactionPolicy.DEFAULT.mergeBytesMax() * mergesMax);
    }

    /**
     * Bytes that the live segments may have together. Strays take room from them, but never more than half of the bound: to
     * remove all lines for objects that are no lines would be worse than to have too much.
     *
     * @param strayBytes of the objects that a catalog names neither as live nor as on their way out, such as uploads that
     *     were never committed; what is on its way out goes by itself, and no further line is removed for it
     */
    public long segmentBytesMax(long strayBytes) {
        return bucketBytesMax - Math.min(bucketBytesMax / 2, headroomBytes() + strayBytes);
    }
}
