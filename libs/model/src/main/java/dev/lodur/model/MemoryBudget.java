package dev.lodur.model;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A number of bytes that the holders of reservations share, so that what is in memory at one time has a bound.
 *
 * <p>Reservations are granted in the order of asking; who asks for more than there is waits. Thread-safe. Counts in
 * units of {@link #UNIT_BYTES}, rounded up, so that a budget may exceed what an int can count.
 */
public final class MemoryBudget {
    /** The grain of the count: 1 KiB. */
    public static final int UNIT_BYTES = 1024;

    private final String name;
    private final int totalUnits;
    private final Semaphore free;

    /**
     * @param name what the budget is for, in the words of the texts that refuse a request
     */
    public MemoryBudget(String name, long totalBytes) {
        this.name = name;
        this.totalUnits = units(totalBytes);
        this.free = new Semaphore(totalUnits, true);
    }

    /** A share of a budget; closing it, once or more often, gives the share back. */
    public final class Reservation implements AutoCloseable {
        private int units;

        private Reservation(int units) {
            this.units = units;
        }

        @Override
        public synchronized void close() {
            free.release(units);
            units = 0;
        }
    }

    public long totalBytes() {
        return (long) totalUnits * UNIT_BYTES;
    }

    public long usedBytes() {
        return (long) (totalUnits - free.availablePermits()) * UNIT_BYTES;
    }

    /**
     * Waits for a share.
     *
     * @throws LodurException {@link ErrorCode#BODY_TOO_LARGE} where the whole budget would not do, {@link
     *     ErrorCode#UNAVAILABLE} where the share was not free in time
     */
    public Reservation reserve(long bytes, Duration patience) {
        int wanted = units(bytes);
        if (wanted > totalUnits) {
            throw new LodurException(
                    ErrorCode.BODY_TOO_LARGE,
                    bytes + " bytes are more than the " + totalBytes() + " bytes that the memory for " + name
                            + " has in all");
        }
        if (!acquired(wanted, patience)) {
            throw new LodurException(
                    ErrorCode.UNAVAILABLE,
                    "the memory for " + name + " is in use: " + usedBytes() + " of " + totalBytes()
                            + " bytes; send again later or give the process more memory");
        }
        return new Reservation(wanted);
    }

    private boolean acquired(int wanted, Duration patience) {
        try {
            return free.tryAcquire(wanted, patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LodurException(ErrorCode.CANCELLED, "cancelled while waiting for the memory for " + name, e);
        }
    }

    private static int units(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, (bytes + UNIT_BYTES - 1) / UNIT_BYTES);
    }
}
