package dev.lodur.wal;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.FileLayer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The write-ahead log of one folder: records of opaque bytes under rising sequence numbers, forced to the disk in groups
 * before they are acknowledged, replayed after a crash, cut from the front when they are safe elsewhere.
 *
 * <p><b>Promise.</b> A record whose {@link #append} returned is replayed exactly once by every later {@link #open}, in the
 * order of sequences, until a {@link #cut} covers it (with {@link WalSync#ALWAYS}; the others promise less). A record whose
 * append failed may be replayed or not.
 *
 * <p><b>Group commit.</b> Records are written one after the other under the log's lock. Of the appends that wait, one forces the
 * file for all that was written until then, outside the lock, so that the next group is written meanwhile.
 *
 * <p><b>Failures.</b> A failed force fails all that wait for it and is never repeated; a failed write fails its append. Both
 * seal the file, and the next append goes on in a new one.
 *
 * <p>Sequences begin at the boot epoch times 2<sup>32</sup>, or behind the last one where that is higher: they rise even
 * when the folder was lost, as long as boot epochs do. Thread-safe, for virtual threads too; a folder has one log at a time
 * ({@link WalRoot} sees to it). Threads that wait for a force are not interruptible, as it is short.
 */
public final class Wal implements Closeable {
    private static final int EPOCH_SHIFT = 32;

    /**
     * What a log works with.
     *
     * @param nanos monotonic time, for the durations that the listener is told
     * @param random gives each file its marker; used under the log's lock
     * @param scheduler runs the forces of {@link WalSync#INTERVAL}, which block it for their time; otherwise unused
     */
    public record Environment(
            FileLayer files,
            LongSupplier nanos,
            RandomGenerator random,
            ScheduledExecutorService scheduler,
            WalListener listener) {}

    private final WalOptions options;
    private final LongSupplier nanos;
    private final RandomGenerator random;
    private final WalListener listener;
    private final LogFiles files;
    private final DiskRoom room;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition forced = lock.newCondition();
    private final ReentrantLock cutting = new ReentrantLock();
    private @Nullable LogFile active;
    private @Nullable ScheduledFuture<?> flushes;
    private long lastSequence;
    private boolean closed;

    private Wal(LogFiles files, DiskRoom room, WalOptions options, Environment environment, long lastSequence) {
        this.files = files;
        this.room = room;
        this.options = options;
        this.nanos = environment.nanos();
        this.random = environment.random();
        this.listener = environment.listener();
        this.lastSequence = lastSequence;
    }

    /**
     * Replays what the folder holds, which is made where it is missing, and opens the log for appending.
     *
     * @param bootEpoch rises with every start of the instance, from 1
     * @throws LodurException where a newer release wrote the files
     */
    public static Wal open(
            Path directory, long bootEpoch, WalOptions options, Environment environment, RecordVisitor visitor)
            throws IOException {
        FileLayer layer = environment.files();
        layer.createDirectories(directory);
        List<WalReplay.Replayed> replayed = new WalReplay(layer, directory, visitor, environment.listener()).run();
        LogFiles files = new LogFiles(layer, directory, bootEpoch);
        files.recover(replayed);
        long lastSequence = Math.max((bootEpoch << EPOCH_SHIFT) - 1, lastSequence(replayed));
        DiskRoom room = new DiskRoom(layer, directory, options.diskFullThreshold());
        Wal wal = new Wal(files, room, options, environment, lastSequence);
        wal.begin(environment.scheduler());
        return wal;
    }

    /**
     * Replays a folder without changing it, such as one that another instance left behind; returns its last sequence, 0
     * where it has none.
     */
    public static long replay(FileLayer files, Path directory, RecordVisitor visitor, WalListener listener)
            throws IOException {
        return lastSequence(new WalReplay(files, directory, visitor, listener).run());
    }

    private static long lastSequence(List<WalReplay.Replayed> replayed) {
        long last = 0;
        for (WalReplay.Replayed file : replayed) {
            last = Math.max(last, file.takenSequence());
        }
        return last;
    }

    private void begin(ScheduledExecutorService scheduler) throws IOException {
        active = create();
        if (options.sync() == WalSync.INTERVAL) {
            long intervalMillis = options.intervalMillis();
            flushes = scheduler.scheduleWithFixedDelay(
                    this::flush, intervalMillis, intervalMillis, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Appends a record and returns its sequence when it is as safe as {@link WalOptions#sync} says.
     *
     * @param onSequenced called with the sequence when the record is written and before the wait, under the log's lock and so
     *     in the order of sequences; short, and without calls to this log
     * @throws LodurException {@code UNAVAILABLE} where the disk fails or is full, or the log is closed; then the record may
     *     still be replayed, if {@code onSequenced} was called. {@code BODY_TOO_LARGE} above the limit
     */
    public long append(byte[] bytes, int offset, int length, LongConsumer onSequenced) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        requireSize(length);
        int checksum = WalFormat.checksum(bytes, offset, length);
        lock.lock();
        try {
            room.require(length);
            LogFile file = writable(length);
            long sequence = write(file, bytes, offset, length, checksum);
            onSequenced.accept(sequence);
            if (options.sync() == WalSync.ALWAYS) {
                awaitDurable(file, sequence);
            }
            return sequence;
        } finally {
            lock.unlock();
        }
    }

    private void requireSize(int length) {
        if (length == 0) {
            throw new IllegalArgumentException("a record has at least one byte");
        }
        if (length > options.recordBytesMax()) {
            throw new LodurException(
                    ErrorCode.BODY_TOO_LARGE,
                    "batch of " + length + " bytes is larger than a record of the write-ahead log may be, "
                            + options.recordBytesMax() + " bytes: send less at a time");
        }
    }

    private long write(LogFile file, byte[] bytes, int offset, int length, int checksum) {
        // Given away even when the write fails, because the file may have the record all the same.
        long sequence = ++lastSequence;
        try {
            file.write(sequence, bytes, offset, length, checksum);
            return sequence;
        } catch (IOException e) {
            listener.writeFailed(file.path(), e);
            throw unavailable("cannot write to the write-ahead log file " + file.path(), e);
        }
    }

    /** The file for the next record: the open one, or a new one where that is sealed or full. */
    private LogFile writable(int length) {
        while (true) {
            requireNotClosed();
            LogFile file = active;
            if (file == null) {
                file = createAfresh();
                active = file;
                return file;
            }
            if (file.isOpen() && !isFull(file, length)) {
                return file;
            }
            retire(file);
        }
    }

    private boolean isFull(LogFile file, int length) {
        return file.hasRecords()
                && file.sizeBytes() + WalFormat.RECORD_HEADER_BYTES + length > options.fileSizeBytesMax();
    }

    private void requireNotClosed() {
        if (closed) {
            throw new LodurException(ErrorCode.UNAVAILABLE, "the write-ahead log is closed");
        }
    }

    private LogFile createAfresh() {
        try {
            return create();
        } catch (IOException e) {
            throw unavailable("cannot begin a new file of the write-ahead log", e);
        }
    }

    private LogFile create() throws IOException {
        long firstSequence = lastSequence + 1;
        try {
            return files.create(firstSequence, random.nextLong());
        } catch (IOException e) {
            // The name may still be there: the next attempt takes another.
            lastSequence = firstSequence;
            throw e;
        }
    }

    /**
     * Ends the writing to a file. What is written is forced before the next file tells how much was durable, so that no
     * record of this one is acknowledged after that. Leaves the lock meanwhile: another thread may have done it then.
     */
    private void retire(LogFile file) {
        file.seal();
        settle(file);
        if (active == file && !closed) {
            files.add(file);
            active = null;
            closeQuietly(file);
        }
    }

    private void settle(LogFile file) {
        while (file.isForcing() || (options.sync() != WalSync.NEVER && file.needsForce())) {
            forceOrAwait(file);
        }
    }

    private static void closeQuietly(LogFile file) {
        try {
            file.close();
        } catch (IOException e) {
            // All that counts is forced; what is not was never acknowledged.
            return;
        }
    }

    private void awaitDurable(LogFile file, long sequence) {
        while (file.durableSequence() < sequence) {
            IOException failure = file.failure();
            if (failure != null) {
                throw unavailable("cannot force the write-ahead log file " + file.path() + " to the disk", failure);
            }
            forceOrAwait(file);
        }
    }

    /** One step of the callers' loops. */
    @SuppressWarnings("WaitNotInLoop")
    private void forceOrAwait(LogFile file) {
        if (file.isForcing()) {
            forced.awaitUninterruptibly();
        } else {
            lead(file);
        }
    }

    /** Forces a file for all that wait; comes and goes with the lock, but without it in between. */
    private void lead(LogFile file) {
        long sequence = file.beginForce();
        long records = sequence - file.durableSequence();
        long startNanos = nanos.getAsLong();
        IOException failure = forceUnlocked(file);
        if (failure == null) {
            file.endForce(sequence);
            listener.forced(records, nanos.getAsLong() - startNanos);
        } else {
            file.endForce(failure);
            listener.forceFailed(file.path(), failure);
        }
        forced.signalAll();
    }

    private @Nullable IOException forceUnlocked(LogFile file) {
        lock.unlock();
        try {
            file.force();
            return null;
        } catch (IOException e) {
            return e;
        } catch (RuntimeException | Error e) {
            // Whatever it was, those that wait must not wait forever.
            return new IOException(e);
        } finally {
            lock.lock();
        }
    }

    /** Forces what is written; a failure seals the file and is told to the listener only. */
    public void flush() {
        lock.lock();
        try {
            LogFile file = active;
            if (file != null) {
                settleOnce(file);
            }
        } finally {
            lock.unlock();
        }
    }

    private void settleOnce(LogFile file) {
        long target = file.writtenSequence();
        while (file.durableSequence() < target && file.failure() == null) {
            forceOrAwait(file);
        }
    }

    /**
     * Ends the open file, so that every record from here on stands in another one: a later cut to the last sequence before
     * removes whole files and leaves nothing behind that was covered.
     *
     * @param atBoundary called under the log's lock at the moment after which records go elsewhere; short, and without
     *     calls to this log
     */
    public void roll(Runnable atBoundary) {
        lock.lock();
        try {
            requireNotClosed();
            LogFile file = active;
            boolean rolls = file != null && file.hasRecords();
            if (file != null && rolls) {
                // Sealed before the lock is left for the first time: no record can come in between.
                file.seal();
            }
            atBoundary.run();
            if (file != null && rolls) {
                retire(file);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Removes the files that have no record behind a sequence, oldest first; those with damage are renamed instead. When
     * the open file is covered too and large enough, the log goes on in a new one.
     *
     * @throws LodurException {@code UNAVAILABLE} where the disk fails; the next cut tries again
     */
    public void cut(long sequence) {
        cutting.lock();
        try {
            for (LogFiles.Sealed file : covered(sequence)) {
                remove(file);
            }
        } finally {
            cutting.unlock();
        }
    }

    private List<LogFiles.Sealed> covered(long sequence) {
        lock.lock();
        try {
            LogFile file = active;
            if (!closed && file != null && file.writtenSequence() <= sequence && isWorthRolling(file)) {
                retire(file);
                // Made now rather than by the next append, so that the folder always tells the last sequence.
                active = active == null ? createAfresh() : active;
            }
            return files.coveredBy(sequence);
        } finally {
            lock.unlock();
        }
    }

    private boolean isWorthRolling(LogFile file) {
        return file.hasRecords() && file.sizeBytes() >= options.cutRollBytesMin();
    }

    private void remove(LogFiles.Sealed file) {
        try {
            files.remove(file);
        } catch (IOException e) {
            throw unavailable("cannot remove the write-ahead log file " + file.path(), e);
        }
        lock.lock();
        try {
            files.removed(file);
        } finally {
            lock.unlock();
        }
    }

    /** The last sequence that was given away; numbers up to it need not all have records. */
    public long lastSequence() {
        lock.lock();
        try {
            return lastSequence;
        } finally {
            lock.unlock();
        }
    }

    /** Bytes of all files that are not removed yet. */
    public long sizeBytes() {
        lock.lock();
        try {
            return files.sizeBytes() + (active == null ? 0 : active.sizeBytes());
        } finally {
            lock.unlock();
        }
    }

    /** Ends the log: later appends fail, those that wait are served, and what is written is forced unless sync is never. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            LogFile file = active;
            if (!closed && file != null) {
                closed = true;
                close(file);
            }
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private void close(LogFile file) throws IOException {
        if (flushes != null) {
            flushes.cancel(false);
        }
        boolean whole = file.isOpen();
        file.seal();
        settle(file);
        try (file) {
            if (whole && file.isDurable()) {
                file.writeSeal();
            }
        }
    }

    private static LodurException unavailable(String what, IOException cause) {
        return new LodurException(ErrorCode.UNAVAILABLE, what + ": " + cause.getMessage(), cause);
    }
}
