package dev.lodur.ingester;

import dev.lodur.engine.IngesterQuery;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.ring.PushTarget;
import dev.lodur.store.GenerationId;
import dev.lodur.store.SliceSnapshot;
import dev.lodur.store.Spool;
import dev.lodur.store.SpooledSlice;
import dev.lodur.store.UploadPolicy;
import dev.lodur.store.Uploader;
import dev.lodur.wal.Wal;
import dev.lodur.wal.WalRoot;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One ingester: takes batches into the log and the head, and flushes the head into the spool and from there the bucket.
 *
 * <p>{@link #push} returns when the batch is as safe as the log's {@code sync} says and its rows are in every answer.
 * Thread-safe; calls block and belong on virtual threads.
 */
public final class Ingester implements PushTarget, AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Ingester.class.getName());

    /** Batches that wait for slow tails, beside the head. */
    private static final int TAILS_HEAD_FRACTION = 8;

    private static final Duration TASKS_PATIENCE = Duration.ofSeconds(5);

    private final IngesterSettings settings;
    private final IngesterEnvironment environment;
    private final WalRoot root;
    private final Wal wal;
    private final Head head;
    private final HeadMemory memory;
    private final StreamAdmission admission;
    private final Spool spool;
    private final Flusher flusher;
    private final Uploader uploader;
    private final SafeSequence safe;
    private final RecoveryCheck check;
    private final HeadQuery query;
    private final Tails tails;
    private final BackgroundTasks tasks;
    private final long firstNumber;
    private final ReentrantLock flushing = new ReentrantLock();
    private final AtomicBoolean flushAsked = new AtomicBoolean();
    private volatile long spooledSequence;
    private volatile IngesterState state = new IngesterState.Starting();
    private final Future<?> uploads;
    private final ScheduledFuture<?> checks;

    /** Takes over what {@link IngesterStart} has made ready. */
    Ingester(IngesterSettings settings, IngesterEnvironment environment, IngesterStart.Parts parts) {
        this.settings = settings;
        this.environment = environment;
        this.root = parts.root();
        this.wal = parts.wal();
        this.head = parts.head();
        this.spool = parts.spool();
        this.safe = parts.safe();
        this.check = parts.check();
        this.spooledSequence = parts.spooledSequence();
        this.firstNumber = head.current().number();
        this.tasks = new BackgroundTasks(environment.executor());
        this.admission = new StreamAdmission(
                environment.limits(), environment.ingesters(), settings.replicationFactor(), environment.metrics());
        this.flusher = new Flusher(
                head,
                spool,
                settings.instance(),
                root.bootEpoch(),
                this::spooledUpTo,
                environment.nanoClock(),
                environment.metrics(),
                () -> false);
        this.memory = new HeadMemory(
                settings.flushPolicy().headBytesMax(),
                settings.pushPatience(),
                head::heapBytes,
                () -> askFlush(FlushReason.FULL));
        this.uploader = new Uploader(
                spool,
                environment.store(),
                environment.catalogs(),
                environment.names(),
                safe::covers,
                UploadPolicy.DEFAULT,
                environment.clock(),
                environment.sleeper(),
                environment.random(),
                tasks);
        this.tails = new Tails(settings.flushPolicy().headBytesMax() / TAILS_HEAD_FRACTION);
        this.query = new HeadQuery(
                this, new SpoolSegments(spool), settings.flushPolicy().headBytesMax(), environment.patterns());
        this.uploads = environment.executor().submit(uploader);
        long periodMillis = settings.flushCheckPeriod().toMillis();
        this.checks = environment
                .scheduler()
                .scheduleWithFixedDelay(this::checkFlush, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
        state = new IngesterState.Starting().started();
    }

    /** Replays what an earlier process left behind and starts. */
    public static Ingester start(IngesterSettings settings, IngesterEnvironment environment) {
        return new IngesterStart(settings, environment).start();
    }

    @Override
    public void push(byte[] batch) {
        state.requireAccepting();
        StreamAdmission.Admitted admitted = admission.admit(batch);
        byte[] rest = admitted.batch();
        if (rest != null) {
            store(rest);
        }
        LodurException refusal = admitted.refusal();
        if (refusal != null) {
            throw refusal;
        }
    }

    private void store(byte[] batch) {
        memory.enter(batch.length);
        try {
            log(batch);
        } finally {
            memory.leave(batch.length);
        }
        environment.patterns().stored(batch);
        if (head.current().heapBytes() >= settings.flushPolicy().generationBytesMax()) {
            askFlush(FlushReason.FULL);
        }
    }

    private void log(byte[] batch) {
        AtomicReference<Generation> entered = new AtomicReference<>();
        try {
            wal.append(batch, 0, batch.length, sequence -> entered.set(head.enter(sequence)));
            environment.metrics().recordLogged(batch.length);
            Generation generation = entered.get();
            if (generation == null) {
                throw new IllegalStateException("the log has given no sequence");
            }
            generation.add(batch);
            tails.arrived(batch);
        } finally {
            Generation generation = entered.get();
            if (generation != null) {
                generation.leave();
            }
        }
    }

    /**
     * Brings all that has arrived into the spool, and returns when it is there; uploads follow in the background, also of
     * past days.
     */
    public void flush() {
        flush(FlushReason.FORCED);
        tasks.execute(uploader::hurry);
    }

    /** Brings all that has arrived into the spool and the bucket, as far as time allows; tells whether all went. */
    public boolean flushAndUpload(Duration patience) {
        flush(FlushReason.FORCED);
        boolean settled = settle();
        return uploader.drain(patience.toMillis()) && settled;
    }

    /** Whether all that a start has replayed is known to be in no catalog, so that it may go there. */
    private boolean settle() {
        if (!check.isDone() && check.settle()) {
            flushing.lock();
            try {
                cutLog();
            } finally {
                flushing.unlock();
            }
        }
        return check.isDone();
    }

    /** Asks for a flush where one is due, or where an earlier one has left something undone. */
    void checkFlush() {
        if (!check.isDone()) {
            tasks.execute(this::settle);
        }
        Generation current = head.current();
        settings.flushPolicy()
                .reasonToCut(
                        current,
                        current.number() == firstNumber,
                        environment.nanoClock().getAsLong())
                .ifPresent(this::askFlush);
        if (head.oldestCut() != null || (spooledSequence > safe.sequence() && !safe.isHeld())) {
            askFlush(FlushReason.FULL);
        }
    }

    /** Has the head flushed in the background. Whoever asks before a flush has begun to cut shares it. */
    private void askFlush(FlushReason reason) {
        if (flushAsked.compareAndSet(false, true)) {
            tasks.execute(() -> flushQuietly(reason));
        }
    }

    private void flushQuietly(FlushReason reason) {
        try {
            flush(reason);
        } catch (RuntimeException e) {
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "flush failed, the rows stay in memory and the log: " + e.getMessage(),
                    e);
        }
    }

    private void flush(FlushReason reason) {
        flushing.lock();
        try {
            // From here on a new flush is asked for: what arrives may miss the cut of this one.
            flushAsked.set(false);
            wal.roll(this::cut);
            flusher.flushCut(reason);
            cutLog();
        } finally {
            flushing.unlock();
        }
    }

    private void cut() {
        if (head.cut() != null) {
            admission.generationCut();
        }
    }

    private void spooledUpTo(long sequence) {
        spooledSequence = sequence;
        memory.freed();
        cutLog();
    }

    /** Cuts the log behind what is in the spool. Where that fails, the slices wait in the spool and it is tried again. */
    private void cutLog() {
        long sequence = spooledSequence;
        if (sequence > safe.sequence() && !safe.isHeld()) {
            try {
                wal.cut(sequence);
                safe.advance(sequence);
            } catch (LodurException e) {
                LOGGER.log(System.Logger.Level.WARNING, "the log is not cut yet: " + e.text(), e);
            }
        }
    }

    public IngesterState state() {
        return state;
    }

    /** Generations in memory, oldest first. */
    List<Generation> generations() {
        return head.generations();
    }

    GenerationId id(Generation generation) {
        return flusher.id(generation);
    }

    SliceSnapshot slices() {
        return uploader.snapshot();
    }

    String instance() {
        return settings.instance();
    }

    /** Grows with each start of the instance. */
    long bootEpoch() {
        return root.bootEpoch();
    }

    boolean isOwn(GenerationId generation) {
        return generation.instance().equals(settings.instance()) && generation.bootEpoch() == root.bootEpoch();
    }

    /** Answers queries out of head and spool. */
    public IngesterQuery query() {
        return query;
    }

    /** Who reads rows as they arrive. */
    Tails tails() {
        return tails;
    }

    /** The time of the oldest row that is not in the bucket; {@link Long#MAX_VALUE} where all are there. */
    public long oldestUnflushedNanos() {
        long oldestNanos = Long.MAX_VALUE;
        for (SpooledSlice slice : spool.slices()) {
            oldestNanos = Math.min(oldestNanos, slice.summary().minTimestampNanos());
        }
        for (Generation generation : head.generations()) {
            oldestNanos = Math.min(oldestNanos, generation.minTimestampNanos());
        }
        return oldestNanos;
    }

    /** Whether all that ever arrived is in the bucket, and the log has nothing that a start would replay. */
    public boolean holdsNothing() {
        return head.generations().isEmpty()
                && spool.slices().isEmpty()
                && check.isDone()
                && spooledSequence <= safe.sequence();
    }

    long streamCount() {
        return head.generations().stream()
                .flatMap(generation -> generation.tenants().stream())
                .mapToLong(TenantHead::streamCount)
                .sum();
    }

    long chunkCount() {
        return head.generations().stream()
                .flatMap(generation -> generation.tenants().stream())
                .flatMap(tenant -> tenant.streams().stream())
                .mapToLong(stream -> stream.chunks().size())
                .sum();
    }

    long headBytes() {
        return head.heapBytes();
    }

    long spoolBytes() {
        return spool.sizeBytes();
    }

    long walBytes() {
        return wal.sizeBytes();
    }

    /**
     * Takes no more pushes, flushes, uploads as far as time allows, and gives the folder back; where an upload hangs
     * the end of the process does that.
     */
    @Override
    public void close() {
        IngesterState.Stopping stopping = stop();
        if (stopping == null) {
            return;
        }
        checks.cancel(false);
        try {
            flushAndUpload(settings.shutdownPatience());
        } catch (RuntimeException e) {
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "flush at shutdown failed, the rows stay in the log: " + e.getMessage(),
                    e);
        }
        // Behind the flush, which waits for the pushes under way.
        tails.close();
        uploads.cancel(true);
        boolean idle = tasks.close(TASKS_PATIENCE);
        flushing.lock();
        try {
            closeFolder(idle);
        } catch (IOException e) {
            throw new LodurException(ErrorCode.INTERNAL, "cannot close the log: " + e.getMessage(), e);
        } finally {
            flushing.unlock();
            query.close();
            state = stopping.stopped();
        }
    }

    private synchronized IngesterState.@Nullable Stopping stop() {
        if (state instanceof IngesterState.Running running) {
            IngesterState.Stopping stopping = running.stop();
            state = stopping;
            return stopping;
        }
        return null;
    }

    private void closeFolder(boolean idle) throws IOException {
        try {
            wal.close();
        } finally {
            if (idle) {
                check.close();
                root.close();
            }
        }
    }
}
