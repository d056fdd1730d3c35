package dev.lodur.ingester;

import java.util.function.LongSupplier;

/**
 * Says how many lines one that is looked at stands for, so that about the same number is looked at however fast lines
 * come: what one second brings decides for the next. Not thread-safe.
 */
final class LineSampling {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final long linesPerSecondMax;
    private final LongSupplier nanoClock;
    private long secondStartNanos;
    private long linesInSecond;
    private int every = 1;

    /**
     * @param nanoClock monotonic time
     */
    LineSampling(long linesPerSecondMax, LongSupplier nanoClock) {
        this.linesPerSecondMax = linesPerSecondMax;
        this.nanoClock = nanoClock;
        this.secondStartNanos = nanoClock.getAsLong();
    }

    /** Takes note of lines that have come. */
    void seen(long lines) {
        linesInSecond += lines;
    }

    /** 1 where each line is looked at. */
    int every() {
        long elapsedNanos = nanoClock.getAsLong() - secondStartNanos;
        if (elapsedNanos >= SECOND_NANOS) {
            double seconds = (double) elapsedNanos / SECOND_NANOS;
            every = (int) Math.max(1, Math.ceil(linesInSecond / seconds / linesPerSecondMax));
            secondStartNanos += elapsedNanos;
            linesInSecond = 0;
        }
        return every;
    }
}
