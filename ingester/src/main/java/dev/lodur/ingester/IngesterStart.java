package dev.lodur.ingester;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.Spool;
import dev.lodur.wal.SiblingRoot;
import dev.lodur.wal.Wal;
import dev.lodur.wal.WalRoot;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The start of an ingester: takes its folder, opens the spool, replays the log into the head, and adopts what instances
 * that do not run have left on the same volume.
 *
 * <p>Replay keeps to the head's memory: when a generation is full it is flushed into the spool, before the log is open.
 * Used once, by one thread.
 */
final class IngesterStart {
    private static final System.Logger LOGGER = System.getLogger(IngesterStart.class.getName());
    static final String SPOOL = "spool";

    /** What a start hands over to the ingester. */
    record Parts(WalRoot root, Wal wal, Head head, Spool spool, SafeSequence safe) {}

    private final IngesterSettings settings;
    private final IngesterEnvironment environment;
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
            if (lastSpooled >= 0) {
                wal.cut(lastSpooled);
            }
            Adoption adoption =
                    new Adoption(environment, settings.flushPolicy().generationBytesMax(), root.bootEpoch(), spool);
            Set<String> unfinished = adoptSiblings(root, adoption);
            // Not up to what the replay has spooled: its records may stand in a file that has others behind them.
            boolean logEmpty = replay.firstSequence() < 0 || head.current().isEmpty();
            long cut = logEmpty ? wal.lastSequence() : replay.firstSequence() - 1;
            SafeSequence safe = new SafeSequence(settings.instance(), cut, unfinished);
            environment.metrics().recovered(replay.entries() + adoption.entries());
            environment.metrics().replayed(environment.nanoClock().getAsLong() - startNanos);
            return new Ingester(settings, environment, new Parts(root, wal, head, spool, safe));
        } catch (IOException | RuntimeException e) {
            closeAfter(wal, e);
            throw e;
        }
    }

    private Replay replayInto(Head head, Spool spool, long bootEpoch) {
        Flusher flusher = new Flusher(
                head,
                spool,
                settings.instance(),
                bootEpoch,
                sequence -> lastSpooled = sequence,
                environment.nanoClock(),
                environment.metrics());
        Recovery recovery = new Recovery(settings.instance(), spool.slices(), environment.catalogs());
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
    private static Set<String> adoptSiblings(WalRoot root, Adoption adoption) throws IOException {
        Set<String> unfinished = new HashSet<>();
        for (SiblingRoot sibling : root.adoptSiblings()) {
            try (sibling) {
                LOGGER.log(System.Logger.Level.INFO, "adopting what instance " + sibling.instance() + " has left");
                adoption.adopt(sibling);
            } catch (IOException | LodurException e) {
                unfinished.add(sibling.instance());
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
