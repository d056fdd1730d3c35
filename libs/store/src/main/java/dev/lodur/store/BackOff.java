package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: at least 1 s, because R2 takes one write a second and key, and at most about
 * half a minute; at random in between, so that those who collided once do not again. Thread-safe if its random is.
 */
final class BackOff {
    private static final long MILLIS_MIN = 1_000;
    private static final long JITTER_MILLIS_MAX = 30_000;
    private static final int DOUBLINGS_MAX = 5;

    private final Sleeper sleeper;
    private final RandomGenerator random;

    BackOff(Sleeper sleeper, RandomGenerator random) {
        this.sleeper = sleeper;
        this.random = random;
    }

    /** Milliseconds to wait after so many attempts have failed, the first being 1. */
    long millis(int failedAttempts) {
        long jitterMillis = MILLIS_MIN << Math.min(failedAttempts - 1, DOUBLINGS_MAX);
        return MILLIS_MIN + random.nextLong(Math.min(jitterMillis, JITTER_MILLIS_MAX));
    }

    /** Waits so long; an interrupt ends the work with {@link ErrorCode#UNAVAILABLE}. */
    void pause(int failedAttempts) {
        try {
            sleeper.sleep(millis(failedAttempts));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LodurException(ErrorCode.UNAVAILABLE, "stopped while waiting to try again", e);
        }
    }
}
