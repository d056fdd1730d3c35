package dev.lodur.ingester;

import dev.lodur.engine.IngesterQuery;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.ring.PushTarget;
import dev.lodur.store.GenerationId;
import dev.lodur.store.SliceSnapshot;
import dev.lodur.store.Spool;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One ingester: takes batches into the log and the head, and flushes the head into the spool and from there the bucket.
 *
 * <p>{@link #push} returns when the batch is as safe as the log's {@code sync} says and its rows are in every answer.
 * Thread-safe; calls block and belong on virtual threads.
 */
public final class Ingester implements PushTarget, AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Ingester.class.getName());

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
    private final HeadQuery query;
    private final ReentrantLock flushing = new ReentrantLock();
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
        this.admission = new StreamAdmission(
                environment.limits(), environment.ingesters(), settings.replicationFactor(), environment.metrics());
        this.flusher = new Flusher(
                head,
                spool,
                settings.instance(),
                root.bootEpoch(),
                this::spooledUpTo,
                environment.nanoClock(),
                environment.metrics());
        this.memory = new HeadMemory(
                settings.flushPolicy().headBytesMax(),
                settings.pushPatience(),
                head::heapBytes,
                () -> environment.executor().execute(() -> flushQuietly(FlushReason.FULL)));
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
                environment.executor());
        this.query = new HeadQuery(
                this, new SpoolSegments(spool), settings.flushPolicy().headBytesMax());
        this.uploads = environment.executor().submit(uploader);
        long periodMillis = settings.flushCheckPeriod().toMillis();
        this.checks = environment
                .scheduler()
                .scheduleWithFixedDelay(
                        () -> environment.executor().execute(this::checkFlush),
                        periodMillis,
                        periodMillis,
                        TimeUnit.MILLISECONDS);
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

    /** Stores a batch whole, without asking for limits: what was acknowledged once is taken. */
    void store(byte[] batch) {
        memory.enter(batch.length);
        try {
            log(batch);
        } finally {
            memory.leave(batch.length);
        }
        if (head.current().heapBytes() >= settings.flushPolicy().generationBytesMax()) {
            environment.executor().execute(() -> flushQuietly(FlushReason.FULL));
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
        } finally {
            Generation generation = entered.get();
            if (generation != null) {
                generation.leave();
            }
        }
    }

    /** Brings all that has arrived into the spool, and returns when it is there; uploads follow in the background. */
    public void flush() {
        flush(FlushReason.FORCED);
        environment.executor().execute(uploader::uploadDue);
    }

    /** Brings all that has arrived into the spool and the bucket, as far as time allows; tells whether all went. */
    public boolean flushAndUpload(Duration patience) {
        flush(FlushReason.FORCED);
        return uploader.drain(patience.toMillis());
    }

    private void checkFlush() {
        Generation current = head.current();
        settings.flushPolicy()
                .reasonToCut(
                        current, current.number() == 0, environment.nanoClock().getAsLong())
                .ifPresent(this::flushQuietly);
        if (head.oldestCut() != null) {
            flushQuietly(FlushReason.FULL);
        }
    }

    /** One flush at a time; a second asked for meanwhile by memory pressure has nothing to add. */
    private void flushQuietly(FlushReason reason) {
        if (!flushing.tryLock()) {
            return;
        }
        try {
            flush(reason);
        } catch (LodurException e) {
            LOGGER.log(System.Logger.Level.ERROR, "flush failed, the rows stay in memory and the log: " + e.text(), e);
        } finally {
            flushing.unlock();
        }
    }

    private void flush(FlushReason reason) {
        flushing.lock();
        try {
            wal.roll(this::cut);
            flusher.flushCut(reason);
        } finally {
            flushing.unlock();
        }
        memory.freed();
    }

    private void cut() {
        if (head.cut() != null) {
            admission.generationCut();
        }
    }

    private void spooledUpTo(long sequence) {
        memory.freed();
        wal.cut(sequence);
        safe.advance(sequence);
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

    boolean isOwn(GenerationId generation) {
        return generation.instance().equals(settings.instance()) && generation.bootEpoch() == root.bootEpoch();
    }

    /** Answers queries out of head and spool. */
    public IngesterQuery query() {
        return query;
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

    /** Takes no more pushes, flushes, uploads as far as time allows, and gives the folder back. */
    @Override
    public void close() {
        if (!(state instanceof IngesterState.Running running)) {
            return;
        }
        IngesterState.Stopping stopping = running.stop();
        state = stopping;
        checks.cancel(false);
        try {
            flushAndUpload(settings.shutdownPatience());
        } catch (LodurException e) {
            LOGGER.log(System.Logger.Level.ERROR, "flush at shutdown failed, the rows stay in the log: " + e.text(), e);
        }
        uploads.cancel(true);
        try {
            wal.close();
            root.close();
        } catch (IOException e) {
            throw new LodurException(ErrorCode.INTERNAL, "cannot close the log: " + e.getMessage(), e);
        } finally {
            state = stopping.stopped();
        }
    }
}
