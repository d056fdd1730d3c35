package dev.lodur.engine;

import dev.lodur.model.ByteSize;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How a query is stopped: by its deadline, by what it may read, or by whoever asked going away. Thread-safe.
 *
 * <p>A query looks at it between blocks and while it waits, so it ends within the time of one block.
 */
public final class QueryControl {
    private static final long POLL_MILLIS = 50;

    private final LongSupplier nanoClock;
    private final long deadlineNanos;
    private final Duration timeout;
    private final long readBytesMax;
    private final boolean pruned;
    private final AtomicLong readBytes = new AtomicLong();
    private volatile boolean cancelled;

    /** A query that must be done within {@code timeout} by the clock, {@link System#nanoTime} or a test's. */
    public QueryControl(LongSupplier nanoClock, Duration timeout) {
        this(nanoClock, timeout, 0);
    }

    /** A query that may also read so many bytes of lines and pages at most; 0 for any number. */
    public QueryControl(LongSupplier nanoClock, Duration timeout, long readBytesMax) {
        this(nanoClock, timeout, readBytesMax, true);
    }

    /**
     * A query of which it is also said whether the filters of segments may leave out blocks for it: answers are the same
     * without, which is for whoever doubts that.
     */
    public QueryControl(LongSupplier nanoClock, Duration timeout, long readBytesMax, boolean pruned) {
        this.pruned = pruned;
        this.readBytesMax = readBytesMax;
        this.nanoClock = nanoClock;
        this.timeout = timeout;
        this.deadlineNanos = nanoClock.getAsLong() + timeout.toNanos();
    }

    public void cancel() {
        cancelled = true;
    }

    /** Throws {@link ErrorCode#CANCELLED} or {@link ErrorCode#TIMEOUT} where the query is to end. */
    public void check() {
        if (cancelled || Thread.currentThread().isInterrupted()) {
            throw new LodurException(ErrorCode.CANCELLED, "the query was cancelled");
        }
        if (nanoClock.getAsLong() - deadlineNanos > 0) {
            throw new LodurException(
                    ErrorCode.TIMEOUT,
                    "the query took longer than its timeout of " + timeout.toMillis()
                            + " ms; ask for a shorter time or raise query_timeout");
        }
    }

    /** Notes what is about to be read; {@link ErrorCode#LIMIT_EXCEEDED} where it is more than the query may read. */
    public void read(long bytes) {
        if (readBytesMax > 0 && readBytes.addAndGet(bytes) > readBytesMax) {
            throw new LodurException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "the query would read too many bytes (limit: " + new ByteSize(readBytesMax)
                            + ", max_query_bytes_read); consider adding more specific stream selectors or reduce the"
                            + " time range of the query");
        }
    }

    /** Whether the filters of segments may leave out blocks. */
    public boolean isPruned() {
        return pruned;
    }

    /** Takes the next element, and meanwhile watches the deadline. */
    <T> T poll(BlockingQueue<T> queue) throws InterruptedException {
        while (true) {
            T element = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (element != null) {
                return element;
            }
            check();
        }
    }
}
