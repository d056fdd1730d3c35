package dev.lodur.ingester;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
    /** Held by the one that waits for room, so that small batches do not pass a large one forever. */
    private final ReentrantLock turn = new ReentrantLock(true);

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

    /**
     * Waits until a batch of the given size fits, behind those that wait already; {@link #leave} gives its place back
     * when its rows are counted. A batch larger than all of the memory gets through alone.
     */
    void enter(int batchBytes) {
        long endNanos = System.nanoTime() + patience.toNanos();
        try {
            if (!turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw full();
            }
            try {
                awaitRoom(batchBytes, endNanos);
            } finally {
                turn.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LodurException(ErrorCode.CANCELLED, "cancelled while waiting for room in the head", e);
        }
    }

    private void awaitRoom(int batchBytes, long endNanos) throws InterruptedException {
        lock.lock();
        try {
            while (!fits(batchBytes)) {
                flushNow.run();
                if (!fits(batchBytes)) {
                    long remainingNanos = endNanos - System.nanoTime();
                    if (remainingNanos <= 0) {
                        throw full();
                    }
                    room.awaitNanos(remainingNanos);
                }
            }
            pushBytes += batchBytes;
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(int batchBytes) {
        long taken = headBytes.getAsLong() + pushBytes;
        return taken == 0 || taken + batchBytes <= headBytesMax;
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
