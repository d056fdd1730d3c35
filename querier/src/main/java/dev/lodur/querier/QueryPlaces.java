package dev.lodur.querier;

import dev.lodur.lokiapi.read.QueryErrors;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places for queries that run at the same time, and a line of bounded length for those that wait, served in order.
 * Thread-safe.
 */
final class QueryPlaces {
    private final Semaphore free;
    private final int waitingMax;
    private final AtomicInteger waiting = new AtomicInteger();

    QueryPlaces(int concurrentMax, int waitingMax) {
        this.free = new Semaphore(concurrentMax, true);
        this.waitingMax = waitingMax;
    }

    /** A place, given back by closing it. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits for a place; refused with 429 where too many wait, with 504 where it takes too long. */
    Place take(Duration patience) {
        if (waiting.incrementAndGet() > waitingMax) {
            waiting.decrementAndGet();
            throw QueryErrors.queueFull();
        }
        try {
            if (!free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw QueryErrors.timedOut();
            }
            return free::release;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LodurException(ErrorCode.CANCELLED, "cancelled while waiting to run", e);
        } finally {
            waiting.decrementAndGet();
        }
    }

    int waiting() {
        return waiting.get();
    }
}
