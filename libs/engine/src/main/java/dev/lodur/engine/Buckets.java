package dev.lodur.engine;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.TimeRange;

/**
 * A range of time, cut into buckets at the multiples of a width: the first and the last one may be shorter.
 *
 * @param widthNanos the width of a bucket; 0 for one bucket that is the whole range
 */
public record Buckets(TimeRange range, long widthNanos) {
    /** More than any endpoint lets a client ask for. */
    private static final int COUNT_MAX = 100_000;

    public Buckets {
        if (widthNanos < 0) {
            throw new IllegalArgumentException("negative width: " + widthNanos);
        }
        long length = range.endNanos() - range.startNanos();
        if (widthNanos > 0 && (length < 0 || length / widthNanos > COUNT_MAX)) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST,
                    "more than " + COUNT_MAX + " buckets, ask for wider ones: " + widthNanos + " ns");
        }
    }

    public static Buckets whole(TimeRange range) {
        return new Buckets(range, 0);
    }

    /** The bucket of a time in the range, counted from 0. */
    public int of(long timestampNanos) {
        return widthNanos == 0 ? 0 : (int) (Math.floorDiv(timestampNanos, widthNanos) - first());
    }

    /** Where a bucket ends; no time that lies in it is so late. */
    public long endNanos(int bucket) {
        if (widthNanos == 0) {
            return range.endNanos();
        }
        return Math.min(range.endNanos(), (first() + bucket + 1) * widthNanos);
    }

    /** Whether all timestamps from {@code minNanos} to {@code maxNanos}, both included, lie in one bucket. */
    public boolean oneCovers(long minNanos, long maxNanos) {
        return range.covers(minNanos, maxNanos) && of(minNanos) == of(maxNanos);
    }

    private long first() {
        return Math.floorDiv(range.startNanos(), widthNanos);
    }
}
