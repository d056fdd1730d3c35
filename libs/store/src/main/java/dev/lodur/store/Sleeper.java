package dev.lodur.store;

import java.util.concurrent.TimeUnit;

/** How a thread waits, so that tests need not. */
@FunctionalInterface
public interface Sleeper {
    /** Sleeps as threads do. */
    Sleeper SYSTEM = TimeUnit.MILLISECONDS::sleep;

    void sleep(long millis) throws InterruptedException;
}
