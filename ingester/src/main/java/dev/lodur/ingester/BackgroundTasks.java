package dev.lodur.ingester;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs an ingester's flushes and uploads, and knows when none is under way any more: the folder is given back only then.
 * Tasks that come after the end are dropped, since the next start does what they would have done. Thread-safe.
 */
final class BackgroundTasks implements Executor {
    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private int running;
    private boolean closed;

    BackgroundTasks(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        if (!begin()) {
            return;
        }
        try {
            executor.execute(() -> {
                try {
                    task.run();
                } finally {
                    end();
                }
            });
        } catch (RejectedExecutionException e) {
            end();
        }
    }

    private boolean begin() {
        lock.lock();
        try {
            running += closed ? 0 : 1;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            running--;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more tasks and waits for those under way; false where some have not ended in time. */
    boolean close(Duration patience) {
        long remainingNanos = patience.toNanos();
        lock.lock();
        try {
            closed = true;
            while (running > 0 && remainingNanos > 0) {
                remainingNanos = ended.awaitNanos(remainingNanos);
            }
            return running == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
