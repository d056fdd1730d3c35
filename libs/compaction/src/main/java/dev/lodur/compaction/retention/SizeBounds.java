package dev.lodur.compaction.retention;

/**
 * The bound on the bytes of the whole bucket, and what is held back of it: merges write their outputs while their inputs
 * are still there, and lines arrive between two rounds. The headroom is 512 MiB for each merge that may run, but at most
 * an eighth of the bound.
 *
 * @param bucketBytesMax {@code compactor.retention_bytes}; 0 for no bound
 * @param mergesMax {@code compactor.max_compaction_parallelism}
 */
public record SizeBounds(long bucketBytesMax, int mergesMax) {
    /** No bound on the bucket. */
    public static final SizeBounds NONE = new SizeBounds(0, 1);

    private static final long MERGE_BYTES = 512L << 20;

    /** Bytes of the bound that stay free for what comes between two rounds: what merges may write beside their inputs. */
    public long headroomBytes() {
        return Math.min(bucketBytesMax / 8, MERGE_BYTES * mergesMax);
    }

    /**
     * Bytes that the segments may have together. What lies beside them counts where it is more than the headroom, but never
     * for more than half of the bound: to remove all lines for objects that are no lines would be worse than to have too
     * much.
     */
    public long segmentBytesMax(BucketBytes beside) {
        return bucketBytesMax - Math.min(bucketBytesMax / 2, Math.max(headroomBytes(), beside.stayingBytes()));
    }
}
