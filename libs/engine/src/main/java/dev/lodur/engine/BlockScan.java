package dev.lodur.engine;

import dev.lodur.engine.CandidateOrder.Ranked;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.RowBlock;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads blocks and runs something on each: fetching on virtual threads, behind the budget for bytes in flight, the work
 * on the fixed pool or, for rare blocks, on the threads that fetched them, results on the thread that called.
 *
 * <p>Blocks are begun in the order given. The first goes alone, then two, four and so on up to the parallelism of the
 * pool, so that a query which is answered by the first block reads no other. Rare ones go at once, up to {@value #RARE_MAX},
 * since they will mostly all be read.
 *
 * @param <R> what a block yields
 */
final class BlockScan<R> {
    private static final int RARE_MAX = 32;

    /** The work on one block; runs on the pool, blocks in parallel. */
    interface Work<R> {
        R run(RowBlock block, Ranked ranked);
    }

    /** Takes results one by one, on the calling thread. */
    interface Sink<R> {
        void accept(R result);
    }

    /** A block that is done, one way or the other. */
    private record Outcome<R>(@Nullable R result, @Nullable Throwable failure) {}

    private final ExecutorService cpu;
    private final BytesInFlight bytesInFlight;
    private final QueryControl control;
    private final int parallelismMax;
    private final QueryStatistics statistics;
    private final BlockingQueue<Outcome<R>> done = new LinkedBlockingQueue<>();
    private final ArrayDeque<Thread> fetchers = new ArrayDeque<>();

    BlockScan(
            ExecutorService cpu,
            BytesInFlight bytesInFlight,
            int parallelismMax,
            QueryControl control,
            QueryStatistics statistics) {
        this.cpu = cpu;
        this.bytesInFlight = bytesInFlight;
        this.parallelismMax = parallelismMax;
        this.control = control;
        this.statistics = statistics;
    }

    /** Reads blocks until all are done or {@code wanted} says of the next one that neither it nor those behind it count. */
    void run(Iterable<Ranked> candidates, Predicate<BlockCandidate> wanted, Work<R> work, Sink<R> sink) {
        Iterator<Ranked> rest = candidates.iterator();
        Ranked next = rest.hasNext() ? rest.next() : null;
        int running = 0;
        int parallelism = 1;
        try {
            while (true) {
                control.check();
                while (next != null
                        && running < (next.candidate().isRare() ? RARE_MAX : parallelism)
                        && wanted.test(next.candidate())) {
                    begin(next, work);
                    running++;
                    next = rest.hasNext() ? rest.next() : null;
                }
                if (running == 0) {
                    return;
                }
                sink.accept(take());
                running--;
                parallelism = Math.min(parallelismMax, parallelism * 2);
            }
        } finally {
            fetchers.forEach(Thread::interrupt);
        }
    }

    private R take() {
        try {
            Outcome<R> outcome = control.poll(done);
            Throwable failure = outcome.failure();
            if (failure instanceof LodurException known) {
                throw known;
            }
            R result = outcome.result();
            if (failure != null || result == null) {
                throw new LodurException(ErrorCode.INTERNAL, "reading a block failed: " + failure, failure);
            }
            return result;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LodurException(ErrorCode.CANCELLED, "the query was cancelled", e);
        }
    }

    private void begin(Ranked ranked, Work<R> work) {
        fetchers.add(Thread.ofVirtual().name("block-fetch").start(() -> fetch(ranked, work)));
        while (fetchers.size() > Math.max(parallelismMax, RARE_MAX)) {
            fetchers.remove();
        }
    }

    private void fetch(Ranked ranked, Work<R> work) {
        long bytes = ranked.candidate().sizeBytes();
        try {
            bytesInFlight.acquire(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            done.add(new Outcome<>(null, new LodurException(ErrorCode.CANCELLED, "the query was cancelled", e)));
            return;
        }
        RowBlock block = null;
        boolean handedOver = false;
        try {
            control.read(bytes);
            RowBlock opened = ranked.candidate().open();
            block = opened;
            statistics.opened(bytes);
            // The work on a rare block reads the rest of it where a row is found, and must not do so one by one.
            Executor worker = ranked.candidate().isRare() ? Runnable::run : cpu;
            worker.execute(() -> process(opened, ranked, work));
            handedOver = true;
        } catch (RuntimeException | Error e) {
            done.add(new Outcome<>(null, e));
        } finally {
            if (!handedOver) {
                giveBack(ranked, block);
            }
        }
    }

    private void process(RowBlock block, Ranked ranked, Work<R> work) {
        try {
            control.check();
            done.add(new Outcome<>(work.run(block, ranked), null));
        } catch (RuntimeException | Error e) {
            done.add(new Outcome<>(null, e));
        } finally {
            giveBack(ranked, block);
        }
    }

    private void giveBack(Ranked ranked, @Nullable RowBlock block) {
        if (block != null) {
            ranked.candidate().release(block);
        }
        bytesInFlight.release(ranked.candidate().sizeBytes());
    }
}
