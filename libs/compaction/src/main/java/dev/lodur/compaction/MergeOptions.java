package dev.lodur.compaction;

import dev.lodur.segment.SegmentOptions;

/**
 * How segments are merged.
 *
 * @param segment how the outputs are written
 * @param segmentBytesMax a segment ends at the row at which its file has so many bytes
 * @param tieBytesMax memory for telling rows of one stream and time apart; beyond it repeated rows stay
 */
public record MergeOptions(SegmentOptions segment, long segmentBytesMax, long tieBytesMax) {
    private static final long SEGMENT_BYTES_MAX = 256L << 20;
    private static final long TIE_BYTES_MAX = 16L << 20;

    /** For segments of an hour. */
    public static final MergeOptions HOURLY = of(SegmentOptions.HOURLY);

    /** For segments of a day. */
    public static final MergeOptions DAILY = of(SegmentOptions.COMPACTION);

    /** For local files that are merged again at once. */
    static final MergeOptions INTERMEDIATE =
            new MergeOptions(SegmentOptions.HOURLY.withFilter(false), Long.MAX_VALUE, TIE_BYTES_MAX);

    public MergeOptions {
        if (segmentBytesMax < 1 || tieBytesMax < 1) {
            throw new IllegalArgumentException("no bounds: " + segmentBytesMax + ", " + tieBytesMax);
        }
    }

    MergeOptions withZstdLevel(int level) {
        return new MergeOptions(segment.withZstdLevel(level), segmentBytesMax, tieBytesMax);
    }

    private static MergeOptions of(SegmentOptions segment) {
        return new MergeOptions(segment, SEGMENT_BYTES_MAX, TIE_BYTES_MAX);
    }
}
