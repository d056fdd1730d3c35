package dev.lodur.standalone.cluster;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what takes its time in processes of their own. */
final class Await {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Await() {}

    /** Waits until a condition holds; one that cannot be looked at does not hold. Throws when the patience is over. */
    static void until(String what, Duration patience, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > deadlineNanos) {
                throw new AssertionError("not within " + patience + ": " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
