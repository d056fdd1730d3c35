package dev.lodur.standalone.cluster;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Has the compactors that live merge everything, again and again, whatever happens to them meanwhile. */
final class Compactions implements AutoCloseable {
    private static final long PAUSE_NANOS = Duration.ofMillis(500).toNanos();
    /** A compactor that was killed leads until its session is given up. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final long AT_WORK_NANOS = Duration.ofSeconds(5).toNanos();

    private final Supplier<List<Service>> compactors;
    private final AtomicInteger done = new AtomicInteger();
    private final Thread thread;
    private volatile long lastNanos = System.nanoTime() - AT_WORK_NANOS;
    private volatile boolean closed;

    private Compactions(Supplier<List<Service>> compactors) {
        this.compactors = compactors;
        this.thread = Thread.ofVirtual().unstarted(this::run);
    }

    static Compactions start(Supplier<List<Service>> compactors) {
        Compactions compactions = new Compactions(compactors);
        compactions.thread.start();
        return compactions;
    }

    private void run() {
        while (!closed) {
            compactors.get().stream().filter(Service::isAlive).forEach(this::compact);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** One that does not lead refuses, and one that is killed does not answer. */
    private void compact(Service compactor) {
        try {
            int status = compactor
                    .process()
                    .post("/compactor/compact", "text/plain", new byte[0])
                    .statusCode();
            if (status == 204) {
                lastNanos = System.nanoTime();
                done.incrementAndGet();
            }
        } catch (UncheckedIOException e) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Whether one has merged just now: none does while a new one is elected. */
    boolean areAtWork() {
        return System.nanoTime() - lastNanos < AT_WORK_NANOS;
    }

    /** Waits until all that is in the bucket now is merged: the second merge from now on has begun after this. */
    void awaitAll() {
        int before = done.get();
        Await.until("everything is merged", PATIENCE, () -> done.get() >= before + 2);
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
