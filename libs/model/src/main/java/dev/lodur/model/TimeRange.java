package dev.lodur.model;

/**
 * A half-open range of time in nanoseconds since 1970-01-01T00:00:00Z: {@code start} belongs to it, {@code end} does
 * not. An empty range has {@code start == end}.
 */
public record TimeRange(long startNanos, long endNanos) {
    /** Everything that a timestamp can say. */
    public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

    public TimeRange {
        if (endNanos < startNanos) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST, "the end " + endNanos + " lies before the start " + startNanos);
        }
    }

    public boolean contains(long timestampNanos) {
        return timestampNanos >= startNanos && timestampNanos < endNanos;
    }

    /** Whether any timestamp from {@code minNanos} to {@code maxNanos}, both included, can lie in this range. */
    public boolean overlaps(long minNanos, long maxNanos) {
        return minNanos < endNanos && maxNanos >= startNanos;
    }

    /** Whether all timestamps from {@code minNanos} to {@code maxNanos}, both included, lie in this range. */
    public boolean covers(long minNanos, long maxNanos) {
        return minNanos >= startNanos && maxNanos < endNanos;
    }

    public boolean isEmpty() {
        return startNanos == endNanos;
    }
}
