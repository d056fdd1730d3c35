package dev.lodur.ingester;

import dev.lodur.model.LodurException;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.Spool;
import dev.lodur.store.SpooledSlice;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Compares what was replayed while the bucket was away with the catalogs, before any of it is committed: when the bucket
 * answers, the logs are replayed once more, now without the rows that a catalog has, and the slices made of that take the
 * place of the provisional ones. Until then nothing of these logs is uploaded, and they are kept. Thread-safe.
 */
final class RecoveryCheck implements Closeable {
    private static final System.Logger LOGGER = System.getLogger(RecoveryCheck.class.getName());

    private final Deque<UncheckedLog> waiting;
    private final LogReplay replays;
    private final Spool spool;
    private final CatalogStore catalogs;
    private final SafeSequence safe;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean done;

    RecoveryCheck(List<UncheckedLog> logs, LogReplay replays, Spool spool, CatalogStore catalogs, SafeSequence safe) {
        this.waiting = new ArrayDeque<>(logs);
        this.replays = replays;
        this.spool = spool;
        this.catalogs = catalogs;
        this.safe = safe;
        this.done = logs.isEmpty();
    }

    boolean isDone() {
        return done;
    }

    /** Checks what waits, as far as the bucket answers; tells whether nothing is left. */
    boolean settle() {
        lock.lock();
        try {
            boolean settled = true;
            while (settled && !waiting.isEmpty()) {
                settled = settle(waiting.getFirst());
            }
            done = waiting.isEmpty();
            return done;
        } finally {
            lock.unlock();
        }
    }

    private boolean settle(UncheckedLog log) {
        List<SpooledSlice> provisional = provisional(log.instance());
        if (!bucketAnswers(provisional)) {
            return false;
        }
        try {
            Replay replay = replays.replay(log.instance(), log.log());
            if (replay.isUnchecked() || replay.records() < log.records()) {
                undo(log, replay, provisional);
                return false;
            }
            provisional.forEach(spool::removeProvisional);
            log.end().run();
            log.resource().close();
            safe.finish(log.instance());
            waiting.removeFirst();
            return true;
        } catch (IOException | LodurException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "what was replayed of " + log.instance() + " while the bucket was away is not checked yet: "
                            + e.getMessage(),
                    e);
            return false;
        }
    }

    private List<SpooledSlice> provisional(String instance) {
        return spool.slices().stream()
                .filter(SpooledSlice::provisional)
                .filter(slice -> slice.name().generation().instance().equals(instance))
                .toList();
    }

    /** Asked before the work, because the answer is no again and again. */
    private boolean bucketAnswers(List<SpooledSlice> provisional) {
        try {
            for (SpooledSlice slice : provisional) {
                catalogs.read(slice.name().tenant(), slice.name().day());
            }
            return true;
        } catch (LodurException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "the bucket is still away", e);
            return false;
        }
    }

    /** Leaves what could be checked, which the next time finds, and what served before. */
    private void undo(UncheckedLog log, Replay replay, List<SpooledSlice> before) {
        if (replay.records() < log.records()) {
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "the log of " + log.instance() + " has " + replay.records() + " records, at the start it had "
                            + log.records() + ": its rows are served and stay in the spool, look at its files");
        }
        Set<SpooledSlice> known = new HashSet<>(before);
        provisional(log.instance()).stream()
                .filter(slice -> !known.contains(slice))
                .forEach(spool::removeProvisional);
    }

    /** Gives back the logs that are not checked; the next start does it. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            for (UncheckedLog log : waiting) {
                log.resource().close();
            }
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }
}
