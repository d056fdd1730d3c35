package dev.lodur.ingester;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that batches waiting for slow tails may take, all tails together. Thread-safe; nobody ever waits for room. */
final class TailRoom {
    private final long bytesMax;
    private final AtomicLong usedBytes = new AtomicLong();

    TailRoom(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    boolean tryTake(long bytes) {
        if (usedBytes.addAndGet(bytes) <= bytesMax) {
            return true;
        }
        usedBytes.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        usedBytes.addAndGet(-bytes);
    }

    long usedBytes() {
        return usedBytes.get();
    }
}
