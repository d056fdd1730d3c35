package dev.lodur.querier;

import dev.lodur.model.TenantLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What tails work with.
 *
 * @param nanoClock monotonic time
 * @param executor runs what may block, each on a thread of its own that may be interrupted
 * @param durationMax how long a tail may stay open
 * @param bufferBytesMax memory of the live rows of one tail that wait
 */
record TailEnvironment(
        TenantLimits.Source limits,
        Clock clock,
        LongSupplier nanoClock,
        ExecutorService executor,
        Duration durationMax,
        long bufferBytesMax,
        TailMetrics metrics) {

    /** Nanoseconds since 1970. */
    long wallNanos() {
        Instant now = clock.instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
