package dev.lodur.querier;

import dev.lodur.engine.DroppedRows;
import dev.lodur.engine.DroppedRowsCounter;
import dev.lodur.engine.RecentRows;
import dev.lodur.engine.SelectedRow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
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

    private record Waiting(SelectedRow row, long number, long chargedBytes) {}

    /** Rows that came together: when they have waited long enough, and the latest time of theirs. */
    private record Arrival(long dueNanos, long latestNanos) {}

    private final long bytesMax;
    private final long holdNanos;
    private final LongSupplier nanoClock;
    private final LongConsumer onDropped;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final RecentRows recent = new RecentRows();
    private final DroppedRowsCounter dropped = new DroppedRowsCounter();
    private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(
            Comparator.comparingLong((Waiting one) -> one.row().timestampNanos())
                    .thenComparingLong(Waiting::number));
    private long bytes;
    private long number;
    private long releasedNanos = Long.MIN_VALUE;
    private boolean hasHistory;
    private @Nullable RuntimeException failure;

    /**
     * @param bytesMax memory of live rows that wait
     * @param delay how long a live row waits for earlier ones
     * @param onDropped told how many rows were dropped
     */
    TailBuffer(long bytesMax, Duration delay, LongSupplier nanoClock, LongConsumer onDropped) {
        this.bytesMax = bytesMax;
        this.holdNanos =
                Math.max(delay.toNanos(), Duration.ofMillis(GATHER_MILLIS).toNanos());
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
                arrivals.add(new Arrival(nanoClock.getAsLong() + holdNanos, latestNanos));
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean admit(SelectedRow row) {
        long size = row.sizeBytes();
        if (bytes + size > bytesMax) {
            drop(new DroppedRows(row.stream(), row.timestampNanos(), 1));
            return false;
        }
        bytes += size;
        waiting.add(new Waiting(row, number++, size));
        return true;
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
            for (SelectedRow row : rows) {
                if (recent.add(row)) {
                    waiting.add(new Waiting(row, number++, 0));
                    releasedNanos = Math.max(releasedNanos, row.timestampNanos());
                }
            }
            hasHistory = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No row of a later time was forgotten, so that one which is stored twice is recognised. */
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
            List<SelectedRow> rows = release();
            return rows.isEmpty() && dropped.isEmpty() ? null : new TailFrame(rows, dropped.take());
        } finally {
            lock.unlock();
        }
    }

    private List<SelectedRow> release() {
        long nowNanos = nanoClock.getAsLong();
        while (!arrivals.isEmpty() && arrivals.peek().dueNanos() - nowNanos <= 0) {
            releasedNanos = Math.max(releasedNanos, arrivals.remove().latestNanos());
        }
        List<SelectedRow> rows = new ArrayList<>();
        long size = 0;
        while (isReleased() && size < FRAME_BYTES) {
            Waiting next = waiting.remove();
            bytes -= next.chargedBytes();
            size += next.row().sizeBytes();
            rows.add(next.row());
        }
        if (!isReleased()) {
            // A row of a far future must not let all that come after it pass.
            releasedNanos = Long.MIN_VALUE;
        }
        return rows;
    }

    private boolean isReleased() {
        Waiting first = waiting.peek();
        return first != null && first.row().timestampNanos() <= releasedNanos;
    }

    /** Waits until there may be something to send, or the time is over. */
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
        if (isReleased() || !dropped.isEmpty()) {
            return 0;
        }
        return arrivals.isEmpty() ? Long.MAX_VALUE : arrivals.peek().dueNanos() - nanoClock.getAsLong();
    }
}
