package dev.lodur.ingester;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Keeps the head inside its memory: a push that finds it full asks for a flush and waits for room.
 *
 * <p>Pushes under way are counted with the size of their batch from before they are logged, so that many at once do not
 * pass together. Thread-safe.
 */
final class HeadMemory {
    private final long headBytesMax;
    private final Duration patience;
    private final LongSupplier headBytes;
    private final Runnable flushNow;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private long pushBytes;

    /**
     * @param headBytes what the head holds now
     * @param flushNow asks for a flush without waiting for it
     */
    HeadMemory(long headBytesMax, Duration patience, LongSupplier headBytes, Runnable flushNow) {
        this.headBytesMax = headBytesMax;
        this.patience = patience;
        this.headBytes = headBytes;
        this.flushNow = flushNow;
    }

    /** Waits until a batch of the given size fits; {@link #leave} gives its place back when its rows are counted. */
    void enter(int batchBytes) {
        long remainingNanos = patience.toNanos();
        lock.lock();
        try {
            while (headBytes.getAsLong() + pushBytes + batchBytes > headBytesMax
                    && pushBytes + headBytes.getAsLong() > 0) {
                flushNow.run();
                if (remainingNanos <= 0) {
                    throw full();
                }
                remainingNanos = room.awaitNanos(remainingNanos);
            }
            pushBytes += batchBytes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LodurException(ErrorCode.CANCELLED, "cancelled while waiting for room in the head", e);
        } finally {
            lock.unlock();
        }
    }

    void leave(int batchBytes) {
        lock.lock();
        try {
            pushBytes -= batchBytes;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Tells the waiting that a generation has left the head. */
    void freed() {
        lock.lock();
        try {
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private LodurException full() {
        return new LodurException(
                ErrorCode.UNAVAILABLE,
                "the ingester's memory is full: " + headBytes.getAsLong() + " of " + headBytesMax
                        + " bytes of unflushed rows, and flushing did not free enough within " + patience.toSeconds()
                        + " s; send again later or give the process more memory");
    }
}
