package dev.lodur.querier;

import dev.lodur.engine.DroppedRows;
import dev.lodur.engine.DroppedRowsCounter;
import dev.lodur.engine.RecentRows;
import dev.lodur.engine.SelectedRow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way to a tail's client: each once, though replicas and the history bring some more often, and in the order
 * of time as far as they come together. A live row waits for earlier ones, at least {@value #GATHER_MILLIS} ms; what does
 * not fit into the memory meanwhile is dropped and reported. Nothing leaves before the history is in. Thread-safe.
 */
final class TailBuffer {
    /** Ingesters bring the lines of one push at slightly different moments. */
    static final long GATHER_MILLIS = 100;

    private static final long FRAME_BYTES = 256 << 10;

    private final TailOrder order;
    private final LongSupplier nanoClock;
    private final LongConsumer onDropped;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final RecentRows recent = new RecentRows();
    private final DroppedRowsCounter dropped = new DroppedRowsCounter();
    private boolean hasHistory;
    private @Nullable RuntimeException failure;

    /**
     * @param bytesMax memory of live rows that wait
     * @param delay how long a live row waits for earlier ones
     * @param onDropped told how many rows were dropped
     */
    TailBuffer(long bytesMax, Duration delay, LongSupplier nanoClock, LongConsumer onDropped) {
        long gatherNanos = Duration.ofMillis(GATHER_MILLIS).toNanos();
        this.order = new TailOrder(bytesMax, Math.max(delay.toNanos(), gatherNanos));
        this.nanoClock = nanoClock;
        this.onDropped = onDropped;
    }

    /** Takes rows that have just arrived. */
    void live(List<SelectedRow> rows) {
        lock.lock();
        try {
            long latestNanos = Long.MIN_VALUE;
            for (SelectedRow row : rows) {
                if (recent.add(row) && admit(row)) {
                    latestNanos = Math.max(latestNanos, row.timestampNanos());
                }
            }
            if (latestNanos > Long.MIN_VALUE) {
                order.arrived(latestNanos, nanoClock.getAsLong());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean admit(SelectedRow row) {
        boolean admitted = order.tryAdd(row);
        if (!admitted) {
            drop(new DroppedRows(row.stream(), row.timestampNanos(), 1));
        }
        return admitted;
    }

    private void drop(DroppedRows rows) {
        dropped.add(rows);
        onDropped.accept(rows.rows());
    }

    /** Takes note of rows that an ingester has dropped. */
    void dropped(List<DroppedRows> rows) {
        lock.lock();
        try {
            rows.forEach(this::drop);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes rows that a query has found: the history, or later what may have been missed. They wait for nothing. */
    void stored(List<SelectedRow> rows) {
        lock.lock();
        try {
            rows.stream().filter(recent::add).forEach(order::addReleased);
            hasHistory = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Rows of later times are remembered all: what is stored of them may be given to {@link #stored} again. */
    long forgottenMaxNanos() {
        lock.lock();
        try {
            return recent.forgottenMaxNanos();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the tail: the next {@link #poll} throws this. */
    void fail(RuntimeException cause) {
        lock.lock();
        try {
            failure = cause;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What is to be sent now, some hundred KiB at most; null where there is nothing. */
    @Nullable TailFrame poll() {
        lock.lock();
        try {
            if (failure != null) {
                throw failure;
            }
            if (!hasHistory) {
                return null;
            }
            List<SelectedRow> rows = order.release(nanoClock.getAsLong(), FRAME_BYTES);
            return rows.isEmpty() && dropped.isEmpty() ? null : new TailFrame(rows, dropped.take());
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something to send, or the time is over. */
    void await(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long leftNanos = patience.toNanos();
            long waitNanos = Math.min(leftNanos, nanosToNext());
            while (waitNanos > 0) {
                leftNanos -= waitNanos - changed.awaitNanos(waitNanos);
                waitNanos = Math.min(leftNanos, nanosToNext());
            }
        } finally {
            lock.unlock();
        }
    }

    private long nanosToNext() {
        if (failure != null) {
            return 0;
        }
        if (!hasHistory) {
            return Long.MAX_VALUE;
        }
        return dropped.isEmpty() ? order.nanosToNext(nanoClock.getAsLong()) : 0;
    }
}
