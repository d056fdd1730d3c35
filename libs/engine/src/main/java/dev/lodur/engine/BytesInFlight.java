package dev.lodur.engine;

import java.util.concurrent.Semaphore;

/**
 * The budget for bytes that are being fetched or worked on, over all queries. Waiters are served in order; something
 * larger than the whole budget gets through alone. Thread-safe.
 */
public final class BytesInFlight {
    /** Semaphores count in ints, so the budget is kept in units of this size. */
    private static final long UNIT_BYTES = 1 << 10;

    private final int units;
    private final Semaphore semaphore;

    public BytesInFlight(long limitBytes) {
        this.units = Math.clamp(limitBytes / UNIT_BYTES, 1, Integer.MAX_VALUE);
        this.semaphore = new Semaphore(units, true);
    }

    /** Waits until so many bytes are free and takes them. */
    void acquire(long bytes) throws InterruptedException {
        semaphore.acquire(units(bytes));
    }

    void release(long bytes) {
        semaphore.release(units(bytes));
    }

    private int units(long bytes) {
        return Math.clamp((bytes + UNIT_BYTES - 1) / UNIT_BYTES, 0, units);
    }
}
