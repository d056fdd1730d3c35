package dev.lodur.querier;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Remembers for a few seconds that the bucket did not answer, so that not every query waits to find that out. Thread-safe.
 */
final class BucketPresence {
    private static final long AWAY_NANOS = Duration.ofSeconds(5).toNanos();

    private final LongSupplier nanoClock;
    private final AtomicLong failedAtNanos;

    /**
     * @param nanoClock monotonic
     */
    BucketPresence(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.failedAtNanos = new AtomicLong(nanoClock.getAsLong() - AWAY_NANOS);
    }

    /** Says that the bucket did not answer just now. */
    void failed() {
        failedAtNanos.set(nanoClock.getAsLong());
    }

    /** Whether it is not worth asking. */
    boolean isAway() {
        return nanoClock.getAsLong() - failedAtNanos.get() < AWAY_NANOS;
    }
}
