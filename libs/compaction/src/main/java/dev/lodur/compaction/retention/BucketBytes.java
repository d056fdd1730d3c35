package dev.lodur.compaction.retention;

/**
 * What lies in the bucket beside the segments that catalogs name, as last measured.
 *
 * @param unnamedBytes of all objects under the prefix that no catalog names: orphans, inputs of merges and segments that
 *     were let go of and wait until no reader can want them, catalogs
 * @param releasedBytes those of them that retention itself has let go of: they go by themselves, and no further line is
 *     removed for them
 */
public record BucketBytes(long unnamedBytes, long releasedBytes) {
    /** Nothing beside the segments. */
    public static final BucketBytes NONE = new BucketBytes(0, 0);

    public BucketBytes {
        if (unnamedBytes < 0 || releasedBytes < 0) {
            throw new IllegalArgumentException("negative bytes: " + unnamedBytes + ", " + releasedBytes);
        }
    }

    /** What stays beside the segments for now, and so takes room from them. */
    long stayingBytes() {
        return Math.max(0, unnamedBytes - releasedBytes);
    }
}
