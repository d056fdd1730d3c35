package dev.lodur.ring.consul;

import dev.lodur.model.LodurException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Follows something in Consul on a thread of its own until it is closed. An agent that is away is asked again. */
public final class Follower implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Follower.class.getName());
    private static final Duration WAIT = Duration.ofSeconds(30);
    /** Between two calls, so that a key that changes all the time does not keep anybody busy. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final Duration PAUSE_WHEN_AWAY = Duration.ofSeconds(1);

    private final String what;
    private final Followed followed;
    private final Thread thread;
    private final CountDownLatch first = new CountDownLatch(1);
    private boolean away;

    private Follower(String what, Followed followed) {
        this.what = what;
        this.followed = followed;
        this.thread = Thread.ofVirtual().name("follow-" + what).unstarted(this::run);
    }

    /** Begins to follow; {@code what} names it in the log. */
    public static Follower start(String what, Followed followed) {
        Follower follower = new Follower(what, followed);
        follower.thread.start();
        return follower;
    }

    /** Waits for the first answer; tells whether it came in time. */
    public boolean awaitFirst(Duration patience) {
        try {
            return first.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        Duration wait = Duration.ZERO;
        while (!Thread.currentThread().isInterrupted()) {
            wait = followOnce(wait) ? WAIT : Duration.ZERO;
            LockSupport.parkNanos((wait.isZero() ? PAUSE_WHEN_AWAY : PAUSE).toNanos());
        }
    }

    private boolean followOnce(Duration wait) {
        try {
            followed.follow(wait);
            first.countDown();
            if (away) {
                LOGGER.log(System.Logger.Level.INFO, "consul answers about " + what + " again");
            }
            away = false;
            return true;
        } catch (LodurException e) {
            if (!away && !Thread.currentThread().isInterrupted()) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "cannot follow " + what + " in consul, what was known stands: " + e.text());
            }
            away = true;
            return false;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
