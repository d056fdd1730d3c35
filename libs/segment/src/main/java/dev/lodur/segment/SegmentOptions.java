package dev.lodur.segment;

/**
 * How a segment is written. The sizes are the format's own by default; tests make them smaller.
 *
 * <p>A block is <em>whole</em> where it has rows of one stream only and is at least half full: a merge that finds nothing
 * else in its range copies its pages as they are, and only its pages are worth a high level of compression in a segment
 * that will be merged again.
 *
 * @param zstdLevel zstd's level for pages and index, 1 to 19
 * @param sharedZstdLevel the same for the lines and times of blocks that are not whole
 * @param blockLineBytes line bytes at which a block ends; a longer line has a block of its own
 * @param blockRows rows at which a block ends
 * @param rowGroupBytes bytes of lines and metadata that a row group holds at most, unless it is a single row
 * @param filter whether the segment has a filter, by which blocks without a substring are left out of a query
 */
public record SegmentOptions(
        int zstdLevel, int sharedZstdLevel, int blockLineBytes, int blockRows, int rowGroupBytes, boolean filter) {
    private static final int BLOCK_LINE_BYTES_MAX = 1 << 20;
    private static final int BLOCK_ROWS_MAX = 16_384;
    private static final int ROW_GROUP_BYTES_MAX = 8 << 20;

    /** For segments that an ingester flushes: quick, since they are compacted soon. */
    public static final SegmentOptions FLUSH = new SegmentOptions(1);

    /** For segments of an hour, which are merged once more. */
    public static final SegmentOptions HOURLY =
            new SegmentOptions(6, 1, BLOCK_LINE_BYTES_MAX, BLOCK_ROWS_MAX, ROW_GROUP_BYTES_MAX, true);

    /** For compacted segments, which stay. */
    public static final SegmentOptions COMPACTION = new SegmentOptions(6).withFilter(true);

    public SegmentOptions {
        check("zstd level", zstdLevel, 19);
        check("zstd level of shared blocks", sharedZstdLevel, 19);
        check("line bytes of a block", blockLineBytes, BLOCK_LINE_BYTES_MAX);
        check("rows of a block", blockRows, BLOCK_ROWS_MAX);
        check("bytes of a row group", rowGroupBytes, ROW_GROUP_BYTES_MAX);
    }

    public SegmentOptions(int zstdLevel) {
        this(zstdLevel, BLOCK_LINE_BYTES_MAX, BLOCK_ROWS_MAX, ROW_GROUP_BYTES_MAX);
    }

    /** Sizes of a segment without filter. */
    public SegmentOptions(int zstdLevel, int blockLineBytes, int blockRows, int rowGroupBytes) {
        this(zstdLevel, zstdLevel, blockLineBytes, blockRows, rowGroupBytes, false);
    }

    /** The same with or without a filter. */
    public SegmentOptions withFilter(boolean wanted) {
        return new SegmentOptions(zstdLevel, sharedZstdLevel, blockLineBytes, blockRows, rowGroupBytes, wanted);
    }

    /** The same with another level where it is as high as it gets; blocks that are merged again keep theirs. */
    public SegmentOptions withZstdLevel(int level) {
        int shared = sharedZstdLevel == zstdLevel ? level : sharedZstdLevel;
        return new SegmentOptions(level, shared, blockLineBytes, blockRows, rowGroupBytes, filter);
    }

    /** Whether a block of so many runs and bytes of lines is whole. */
    public boolean isWhole(int runs, int lineBytes) {
        return runs == 1 && lineBytes >= blockLineBytes / 2;
    }

    private static void check(String what, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(what + " must be from 1 to " + max + ", not " + value);
        }
    }
}
