package dev.lodur.engine.metric;

/**
 * The instants at which a metric query is evaluated.
 *
 * @param firstNanos the first of them
 * @param stepNanos between two of them, at least 1
 * @param count at least 1
 */
public record Steps(long firstNanos, long stepNanos, int count) {
    public Steps {
        if (stepNanos < 1 || count < 1) {
            throw new IllegalArgumentException(count + " steps of " + stepNanos + " ns");
        }
    }

    /** The one instant of an instant query. */
    public static Steps instant(long timeNanos) {
        return new Steps(timeNanos, 1, 1);
    }

    /** The instants from start to end, the end included where a step falls on it. */
    public static Steps range(long startNanos, long endNanos, long stepNanos) {
        return new Steps(startNanos, stepNanos, Math.toIntExact((endNanos - startNanos) / stepNanos) + 1);
    }

    public long nanos(int step) {
        return firstNanos + step * stepNanos;
    }

    public long lastNanos() {
        return nanos(count - 1);
    }

    /** The first step at or behind a time; {@code count} where there is none. */
    public int firstAtOrAfter(long nanos) {
        if (nanos <= firstNanos) {
            return 0;
        }
        long step = (nanos - firstNanos + stepNanos - 1) / stepNanos;
        return (int) Math.min(step, count);
    }
}
