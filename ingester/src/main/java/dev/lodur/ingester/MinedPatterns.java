package dev.lodur.ingester;

import dev.lodur.engine.PatternsReply;
import dev.lodur.engine.PatternsRequest;
import dev.lodur.engine.StreamSelector;
import dev.lodur.engine.drain.PatternStore;
import dev.lodur.logql.LogqlParser;
import dev.lodur.model.LodurException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Mines patterns out of stored batches beside the pushes, one batch at a time.
 *
 * <p>Batches that do not fit the queue are dropped, and where lines come faster than {@link LineSampling} allows, some
 * stand for all: patterns are worth less than pushes. Nothing is kept over the end of the process. Thread-safe.
 */
final class MinedPatterns implements Patterns {
    private static final System.Logger LOGGER = System.getLogger(MinedPatterns.class.getName());

    private final PatternStore store;
    private final LineSampling sampling;
    private final Executor executor;
    private final long queueBytesMax;
    private final IngesterMetrics metrics;
    private final ConcurrentLinkedQueue<byte[]> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong queueBytes = new AtomicLong();
    private final AtomicBoolean working = new AtomicBoolean();

    /**
     * @param executor runs the mining, away from the pushes
     * @param queueBytesMax bytes of batches that may wait; a larger one waits alone
     */
    MinedPatterns(
            PatternStore store, LineSampling sampling, Executor executor, long queueBytesMax, IngesterMetrics metrics) {
        this.store = store;
        this.sampling = sampling;
        this.executor = executor;
        this.queueBytesMax = queueBytesMax;
        this.metrics = metrics;
    }

    @Override
    public void stored(byte[] batch) {
        long before = queueBytes.getAndAdd(batch.length);
        if (before > 0 && before + batch.length > queueBytesMax) {
            queueBytes.addAndGet(-batch.length);
            metrics.patternBatchDropped();
            return;
        }
        queue.add(batch);
        work();
    }

    private void work() {
        if (!queue.isEmpty() && working.compareAndSet(false, true)) {
            try {
                executor.execute(this::drain);
            } catch (RejectedExecutionException e) {
                // The process ends.
                working.set(false);
            }
        }
    }

    private void drain() {
        try {
            for (byte[] batch = queue.poll(); batch != null; batch = queue.poll()) {
                try {
                    learn(batch);
                } finally {
                    queueBytes.addAndGet(-batch.length);
                }
            }
        } finally {
            working.set(false);
        }
        // One that came in after the last look found somebody at work.
        work();
    }

    private void learn(byte[] batch) {
        int every = sampling.every();
        try {
            long lines = store.learn(batch, every);
            sampling.seen(lines);
            if (every > 1) {
                metrics.patternLinesSkipped(lines - lines / every);
            }
        } catch (LodurException e) {
            LOGGER.log(System.Logger.Level.WARNING, "the patterns of a batch are not learned: " + e.text(), e);
        }
    }

    @Override
    public PatternsReply answer(PatternsRequest request) {
        StreamSelector selector = StreamSelector.of(LogqlParser.parseMatchers(request.selector()));
        return new PatternsReply(
                store.patterns(request.tenant(), selector::matches, request.range(), request.stepSeconds()));
    }
}
