package dev.lodur.cluster;

import dev.lodur.http.Threads;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs something that may block again and again, never twice at a time, until it is closed. */
public final class Periodic implements AutoCloseable {
    private final Runnable step;
    private final AtomicBoolean running = new AtomicBoolean();
    private final ScheduledFuture<?> schedule;

    private Periodic(Threads threads, Duration period, Runnable step) {
        this.step = step;
        this.schedule = threads.scheduler()
                .scheduleWithFixedDelay(
                        () -> threads.blocking().execute(this::runOnce), 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Begins at once.
     *
     * @param period between two begins; one that falls into a step that still runs is left out
     */
    public static Periodic start(Threads threads, Duration period, Runnable step) {
        return new Periodic(threads, period, step);
    }

    private void runOnce() {
        if (running.compareAndSet(false, true)) {
            try {
                step.run();
            } finally {
                running.set(false);
            }
        }
    }

    @Override
    public void close() {
        schedule.cancel(false);
    }
}
