package dev.lodur.ingester;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.Spool;
import dev.lodur.wal.SiblingRoot;
import dev.lodur.wal.Wal;
import dev.lodur.wal.WalListener;
import dev.lodur.wal.WalRoot;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The start of an ingester: takes its folder, opens the spool, replays the log into the head, and adopts what instances
 * that do not run have left on the same volume.
 *
 * <p>While the bucket does not answer, what is replayed goes into provisional slices, see {@link RecoveryCheck}.
 *
 * <p>Replay keeps to the head's memory: when a generation is full it is flushed into the spool, before the log is open.
 * Used once, by one thread.
 */
final class IngesterStart {
    private static final System.Logger LOGGER = System.getLogger(IngesterStart.class.getName());
    static final String SPOOL = "spool";

    /**
     * What a start hands over to the ingester.
     *
     * @param spooledSequence the last record of the log whose rows are in the spool although it is not cut; or -1
     */
    record Parts(
            WalRoot root,
            Wal wal,
            Head head,
            Spool spool,
            SafeSequence safe,
            RecoveryCheck check,
            long spooledSequence) {}

    private final IngesterSettings settings;
    private final IngesterEnvironment environment;
    private final List<UncheckedLog> unchecked = new ArrayList<>();
    private long lastSpooled = -1;

    IngesterStart(IngesterSettings settings, IngesterEnvironment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    Ingester start() {
        try {
            WalRoot root =
                    WalRoot.open(environment.files(), settings.volume(), settings.instance(), environment.clock());
            try {
                return start(root);
            } catch (IOException | RuntimeException e) {
                closeAfter(root, e);
                throw e;
            }
        } catch (IOException e) {
            throw new LodurException(
                    ErrorCode.INTERNAL,
                    "the ingester cannot open its folder below " + settings.volume() + ": " + e.getMessage(),
                    e);
        }
    }

    private Ingester start(WalRoot root) throws IOException {
        long startNanos = environment.nanoClock().getAsLong();
        Spool spool = Spool.open(environment.files(), root.folder().resolve(SPOOL), environment.clock());
        Head head = new Head(environment.nanoClock(), 0);
        Replay replay = replayInto(head, spool, root.bootEpoch());
        Wal wal = Wal.open(
                root.walFolder(), root.bootEpoch(), settings.wal(), walEnvironment(environment.scheduler()), replay);
        try {
            LogReplay replays =
                    new LogReplay(environment, settings.flushPolicy().generationBytesMax(), root.bootEpoch(), spool);
            Set<String> unfinished = new HashSet<>();
            if (replay.isUnchecked()) {
                keepForCheck(root, replay);
                unfinished.add(settings.instance());
            } else if (lastSpooled >= 0) {
                wal.cut(lastSpooled);
            }
            Adoption adoption = new Adoption(environment, replays, spool);
            unfinished.addAll(adoptSiblings(root, adoption));
            SafeSequence safe = new SafeSequence(settings.instance(), cutSequence(wal, head, replay), unfinished);
            RecoveryCheck check = new RecoveryCheck(unchecked, replays, spool, environment.catalogs(), safe);
            environment.metrics().recovered(replay.entries() + adoption.entries());
            environment.metrics().replayed(environment.nanoClock().getAsLong() - startNanos);
            return new Ingester(
                    settings,
                    environment,
                    new Parts(root, wal, head, spool, safe, check, replay.isUnchecked() ? replay.lastSequence() : -1));
        } catch (IOException | RuntimeException e) {
            unchecked.forEach(log -> closeAfter(log.resource(), e));
            closeAfter(wal, e);
            throw e;
        }
    }

    /** Brings the rows that are left into the spool, so that none of them is flushed with later ones. */
    private void keepForCheck(WalRoot root, Replay replay) {
        replay.flush(FlushReason.FULL);
        long lastSequence = replay.lastSequence();
        LogReplay.Log log = visitor -> Wal.replay(
                environment.files(),
                root.walFolder(),
                (sequence, bytes, offset, length) -> {
                    if (sequence <= lastSequence) {
                        visitor.record(sequence, bytes, offset, length);
                    }
                },
                WalListener.NONE);
        unchecked.add(new UncheckedLog(settings.instance(), log, replay.records(), () -> {}, () -> {}));
    }

    /** Not up to what the replay has spooled: its records may stand in a file that has others behind them. */
    private static long cutSequence(Wal wal, Head head, Replay replay) {
        boolean logEmpty = replay.firstSequence() < 0 || (head.current().isEmpty() && !replay.isUnchecked());
        return logEmpty ? wal.lastSequence() : replay.firstSequence() - 1;
    }

    private Replay replayInto(Head head, Spool spool, long bootEpoch) {
        Recovery recovery = new Recovery(settings.instance(), spool.slices(), environment.catalogs());
        Flusher flusher = new Flusher(
                head,
                spool,
                settings.instance(),
                bootEpoch,
                sequence -> lastSpooled = sequence,
                environment.nanoClock(),
                environment.metrics(),
                recovery::isUnchecked);
        return new Replay(head, flusher, recovery, settings.flushPolicy().generationBytesMax());
    }

    private Wal.Environment walEnvironment(ScheduledExecutorService scheduler) {
        return new Wal.Environment(
                environment.files(),
                environment.nanoClock(),
                environment.random(),
                scheduler,
                new MeteredWalListener(environment.metrics()));
    }

    /** One that cannot be adopted stays for the next start: what others left must not keep this one from running. */
    private Set<String> adoptSiblings(WalRoot root, Adoption adoption) throws IOException {
        Set<String> unfinished = new HashSet<>();
        for (SiblingRoot sibling : root.adoptSiblings()) {
            try {
                LOGGER.log(System.Logger.Level.INFO, "adopting what instance " + sibling.instance() + " has left");
                adoption.adopt(sibling).ifPresent(log -> {
                    unfinished.add(sibling.instance());
                    unchecked.add(log);
                });
            } catch (IOException | LodurException e) {
                unfinished.add(sibling.instance());
                closeAfter(sibling, e);
                LOGGER.log(
                        System.Logger.Level.ERROR,
                        "what instance " + sibling.instance() + " has left stays for the next start: " + e.getMessage(),
                        e);
            }
        }
        return unfinished;
    }

    private static void closeAfter(Closeable resource, Exception cause) {
        try {
            resource.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
