package dev.lodur.store;

import dev.lodur.model.LodurException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Brings the spool's slices into the bucket, tries again for as long as it takes, and announces what it committed.
 *
 * <p>A slice leaves the spool only after its commit was read back and its object found, and is among the announced ones
 * before it leaves; so {@link #snapshot} never misses one. A bucket that is away costs disk, nothing else. Thread-safe.
 */
public final class Uploader implements Runnable {
    private static final long POLL_MILLIS = 1_000;
    private static final System.Logger LOGGER = System.getLogger(Uploader.class.getName());

    private final Spool spool;
    private final SliceUpload upload;
    private final Predicate<SpooledSlice> ready;
    private final UploadPolicy policy;
    private final Clock clock;
    private final Sleeper sleeper;
    private final BackOff backOff;
    private final Executor executor;
    private final Semaphore slots;
    private volatile long hurriedMillis = Long.MIN_VALUE;
    private final ConcurrentHashMap<SliceName, Progress> progress = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<SliceName, Announcement> announced = new ConcurrentHashMap<>();
    private final LongAdder failures = new LongAdder();

    /**
     * @param ready whether a slice may leave the spool yet: an ingester says no until all slices of the generation are in
     *     the spool and the WAL is cut behind it, so that a restart finds each row in the WAL or in the spool and need
     *     not ask the bucket
     * @param executor runs the uploads, each on a thread that may block
     */
    public Uploader(
            Spool spool,
            ObjectStore store,
            CatalogStore catalogs,
            ObjectNames names,
            Predicate<SpooledSlice> ready,
            UploadPolicy policy,
            Clock clock,
            Sleeper sleeper,
            RandomGenerator random,
            Executor executor) {
        this.spool = spool;
        this.upload = new SliceUpload(spool, store, catalogs, names, clock, policy.recommitAfter());
        this.ready = ready;
        this.policy = policy;
        this.clock = clock;
        this.sleeper = sleeper;
        this.backOff = new BackOff(sleeper, random);
        this.executor = executor;
        this.slots = new Semaphore(policy.parallelUploads());
    }

    /** Uploads what is due, again and again, until the thread is interrupted. */
    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                uploadDue();
                sleeper.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts the upload of every slice that is due and not on its way or backing off already. */
    public void uploadDue() {
        long nowMillis = clock.millis();
        forgetOldAnnouncements(nowMillis);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<SpooledSlice> slices = spool.slices().stream().filter(ready).toList();
        policy.due(slices, today, nowMillis).forEach(slice -> start(slice, nowMillis));
        long hurried = hurriedMillis;
        slices.stream().filter(slice -> slice.publishedMillis() <= hurried).forEach(slice -> start(slice, nowMillis));
    }

    /** Has what is in the spool now uploaded without waiting for more of its day; begins with it. */
    public void hurry() {
        hurriedMillis = clock.millis();
        uploadDue();
    }

    /**
     * Uploads all slices that are ready, also those that could wait, until there are none.
     *
     * @return whether there are none; false when time ran out or the thread was interrupted
     */
    public boolean drain(long timeoutMillis) {
        long endMillis = clock.millis() + timeoutMillis;
        while (true) {
            List<SpooledSlice> slices = spool.slices().stream().filter(ready).toList();
            if (slices.isEmpty()) {
                return true;
            }
            if (clock.millis() >= endMillis) {
                return false;
            }
            slices.forEach(slice -> start(slice, clock.millis()));
            try {
                sleeper.sleep(POLL_MILLIS / 10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private void start(SpooledSlice slice, long nowMillis) {
        Progress before = progress.get(slice.name());
        if (before != null && !before.mayStart(nowMillis)) {
            return;
        }
        Progress running = Progress.running(before == null ? 0 : before.failedAttempts);
        boolean started = before == null
                ? progress.putIfAbsent(slice.name(), running) == null
                : progress.replace(slice.name(), before, running);
        if (started) {
            executor.execute(() -> uploadOne(slice, running.failedAttempts));
        }
    }

    private void uploadOne(SpooledSlice slice, int failedAttempts) {
        slots.acquireUninterruptibly();
        try {
            // A start that was decided before the last upload of this slice ended finds it gone.
            if (spool.find(slice.name()).isPresent()) {
                finish(slice);
            }
            progress.remove(slice.name());
        } catch (RuntimeException e) {
            failed(slice, failedAttempts + 1, e);
        } finally {
            slots.release();
        }
    }

    private void finish(SpooledSlice slice) {
        Announcement announcement = upload.upload(slice);
        // In this order: a snapshot in between finds the slice twice rather than not at all.
        announced.put(slice.name(), announcement);
        spool.remove(slice);
        upload.forget(slice);
    }

    private void failed(SpooledSlice slice, int failedAttempts, RuntimeException e) {
        failures.increment();
        progress.put(slice.name(), Progress.waiting(failedAttempts, clock.millis() + backOff.millis(failedAttempts)));
        if (failedAttempts == 1 || !(e instanceof LodurException)) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "slice " + slice.name().fileName() + " stays in the spool and is tried again: " + e.getMessage(),
                    e instanceof LodurException ? null : e);
        }
    }

    private void forgetOldAnnouncements(long nowMillis) {
        announced.values().removeIf(announcement -> !isRecent(announcement, nowMillis));
    }

    private boolean isRecent(Announcement announcement, long nowMillis) {
        return nowMillis - announcement.committedMillis() < policy.announceFor().toMillis();
    }

    /** The slices in the spool and those committed of late; no slice that is published and not older is missing. */
    public SliceSnapshot snapshot() {
        // The spool first: what leaves it afterwards was announced before.
        List<SpooledSlice> served = spool.slices();
        long nowMillis = clock.millis();
        List<Announcement> recent = announced.values().stream()
                .filter(announcement -> isRecent(announcement, nowMillis))
                .toList();
        return new SliceSnapshot(served, recent);
    }

    /** Uploads that failed since the start, each to be tried again. */
    public long failures() {
        return failures.sum();
    }

    /** How far the upload of a slice is; {@code notBeforeMillis} is null while it runs. */
    private record Progress(int failedAttempts, @Nullable Long notBeforeMillis) {
        static Progress running(int failedAttempts) {
            return new Progress(failedAttempts, null);
        }

        static Progress waiting(int failedAttempts, long notBeforeMillis) {
            return new Progress(failedAttempts, notBeforeMillis);
        }

        boolean mayStart(long nowMillis) {
            return notBeforeMillis != null && nowMillis >= notBeforeMillis;
        }
    }
}
