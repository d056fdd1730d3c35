package dev.lodur.querier;

import dev.lodur.engine.Deletions;
import dev.lodur.engine.LogQueryPlan;
import dev.lodur.engine.TailPart;
import dev.lodur.engine.TailReply;
import dev.lodur.engine.TailRequest;
import dev.lodur.engine.TailRows;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tail from every ingester there is, each on a thread of its own: also from those that come while the tail runs, and
 * again from those that were lost. Tells from when on rows may have been missed meanwhile. Thread-safe.
 */
final class TailFollower implements AutoCloseable {
    /** How long before it is noticed an ingester may have come or gone. */
    private static final long MARGIN_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Before any row. */
    private static final long EVER = Long.MIN_VALUE / 2;

    private final IngesterDirectory directory;
    private final TailRequest request;
    private final LogQueryPlan plan;
    private final Supplier<Deletions> deletions;
    private final TailBuffer buffer;
    private final ExecutorService executor;
    private final LongSupplier wallNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Reader> readers = new HashMap<>();
    private final Map<String, Long> missingSince = new HashMap<>();
    private long gapNanos = Long.MAX_VALUE;
    private int unanswered;
    private boolean looked;
    private boolean closed;

    /**
     * @param deletions rows that are to be taken for gone at the moment
     * @param executor runs each reader on a thread that may block and be interrupted
     * @param wallNanos the time since 1970
     */
    TailFollower(
            IngesterDirectory directory,
            TailRequest request,
            LogQueryPlan plan,
            Supplier<Deletions> deletions,
            TailBuffer buffer,
            ExecutorService executor,
            LongSupplier wallNanos) {
        this.directory = directory;
        this.request = request;
        this.plan = plan;
        this.deletions = deletions;
        this.buffer = buffer;
        this.executor = executor;
        this.wallNanos = wallNanos;
    }

    /** Looks who is there, and begins to read from those that are not read from. */
    void look() {
        IngesterDirectory.View view = directory.view();
        lock.lock();
        try {
            // The history lacks what those hold who do not answer at the beginning, or are not known then.
            long since = looked && view.known() ? wallNanos.getAsLong() : EVER;
            looked = true;
            for (IngesterDirectory.Member member : view.members()) {
                if (!closed && !readers.containsKey(member.name())) {
                    begin(member, since);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void begin(IngesterDirectory.Member member, long since) {
        missingSince.putIfAbsent(member.name(), since);
        Reader reader = new Reader(member);
        readers.put(member.name(), reader);
        unanswered++;
        reader.running = executor.submit(reader);
    }

    /** Waits until all who were seen have answered or failed to. */
    void awaitAnswers() throws InterruptedException {
        lock.lock();
        try {
            while (unanswered > 0) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** From which time on rows may have been missed since this was last asked; empty where none were. */
    OptionalLong takeGap() {
        lock.lock();
        try {
            long from = gapNanos;
            gapNanos = Long.MAX_VALUE;
            return from == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(from);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            readers.values().forEach(Reader::cancel);
        } finally {
            lock.unlock();
        }
    }

    /** Reads from one ingester until either side ends it. */
    private final class Reader implements Runnable {
        private final IngesterDirectory.Member member;
        private @Nullable Future<?> running;
        private boolean answered;

        Reader(IngesterDirectory.Member member) {
            this.member = member;
        }

        @Override
        public void run() {
            try (TailReply reply = member.query().tail(request)) {
                answered();
                read(reply);
            } catch (LodurException e) {
                // One that does not answer now is asked again with the next look.
                if (!IngesterCalls.isOwnFailure(e.code())) {
                    buffer.fail(e);
                }
            } catch (RuntimeException e) {
                buffer.fail(new LodurException(ErrorCode.INTERNAL, "reading a tail failed: " + e, e));
            } finally {
                ended();
            }
        }

        private void read(TailReply reply) {
            TailRows rows = new TailRows(plan, deletions);
            for (TailPart part = reply.next(); part != null; part = reply.next()) {
                buffer.dropped(part.dropped());
                if (part.hasRows()) {
                    buffer.live(rows.select(part.block()));
                }
            }
        }

        private void answered() {
            lock.lock();
            try {
                answered = true;
                unanswered--;
                Long since = missingSince.remove(member.name());
                gapNanos = Math.min(gapNanos, (since == null ? wallNanos.getAsLong() : since) - MARGIN_NANOS);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void ended() {
            lock.lock();
            try {
                readers.remove(member.name(), this);
                if (answered) {
                    // What it took in its last moments is stored, though it may never be followed again.
                    long nowNanos = wallNanos.getAsLong();
                    missingSince.put(member.name(), nowNanos);
                    gapNanos = Math.min(gapNanos, nowNanos - MARGIN_NANOS);
                } else {
                    unanswered--;
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        void cancel() {
            if (running != null) {
                running.cancel(true);
            }
        }
    }
}
