package dev.lodur.ingester;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.ReadFile;
import dev.lodur.store.Spool;
import dev.lodur.store.SpoolWriter;
import dev.lodur.store.SpooledSlice;
import dev.lodur.wal.SiblingRoot;
import dev.lodur.wal.Wal;
import dev.lodur.wal.WalListener;
import dev.lodur.wal.WalRoot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
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
    private static final String SPOOL = "spool";
    private static final int COPY_BYTES = 1 << 20;

    /** What a start hands over to the ingester. */
    record Parts(WalRoot root, Wal wal, Head head, Spool spool, SafeSequence safe) {}

    private final IngesterSettings settings;
    private final IngesterEnvironment environment;
    private long recoveredEntries;
    private long firstReplayed = -1;
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
                root.close();
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
        Spool spool = openSpool(root.folder());
        Head head = new Head(environment.nanoClock(), 0);
        Wal wal = replay(root, spool, head);
        SafeSequence safe =
                new SafeSequence(settings.instance(), firstReplayed < 0 ? wal.lastSequence() : firstReplayed - 1);
        if (lastSpooled >= 0) {
            wal.cut(lastSpooled);
            safe.advance(lastSpooled);
        }
        Ingester ingester = new Ingester(settings, environment, new Parts(root, wal, head, spool, safe));
        adoptSiblings(root, ingester, spool);
        environment.metrics().recovered(recoveredEntries);
        environment.metrics().replayed(environment.nanoClock().getAsLong() - startNanos);
        return ingester;
    }

    private Spool openSpool(Path folder) {
        return Spool.open(environment.files(), folder.resolve(SPOOL), environment.clock());
    }

    private Wal replay(WalRoot root, Spool spool, Head head) throws IOException {
        Recovery recovery = new Recovery(settings.instance(), spool, environment.catalogs());
        Flusher flusher = new Flusher(
                head,
                spool,
                settings.instance(),
                root.bootEpoch(),
                sequence -> lastSpooled = sequence,
                environment.nanoClock(),
                environment.metrics());
        Wal wal = Wal.open(
                root.walFolder(),
                root.bootEpoch(),
                settings.wal(),
                walEnvironment(environment.scheduler()),
                (sequence, bytes, offset, length) -> {
                    byte[] batch = Arrays.copyOfRange(bytes, offset, offset + length);
                    replay(sequence, batch, recovery, head, flusher);
                });
        if (recovery.catalogsUnread() > 0) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the bucket did not answer while the log was replayed: rows that were committed may be stored twice"
                            + " until they are compacted; queries show them once");
        }
        return wal;
    }

    private void replay(long sequence, byte[] batch, Recovery recovery, Head head, Flusher flusher) {
        if (firstReplayed < 0) {
            firstReplayed = sequence;
        }
        Generation generation = head.enter(sequence);
        try {
            byte[] rest = ReplayFilter.uncovered(batch, sequence, recovery);
            if (rest != null) {
                long before = generation.entries();
                generation.add(rest);
                recoveredEntries += generation.entries() - before;
            }
        } finally {
            generation.leave();
        }
        if (generation.heapBytes() >= settings.flushPolicy().generationBytesMax()) {
            head.cut();
            flusher.flushCut(FlushReason.FULL);
        }
    }

    private Wal.Environment walEnvironment(ScheduledExecutorService scheduler) {
        return new Wal.Environment(
                environment.files(),
                environment.nanoClock(),
                environment.random(),
                scheduler,
                new MeteredWalListener(environment.metrics()));
    }

    /** Brings what other instances left into this one: slices into its spool, records into its log, then their folder goes. */
    private void adoptSiblings(WalRoot root, Ingester ingester, Spool spool) throws IOException {
        for (SiblingRoot sibling : root.adoptSiblings()) {
            try (sibling) {
                LOGGER.log(System.Logger.Level.INFO, "adopting what instance " + sibling.instance() + " has left");
                adoptSlices(openSpool(sibling.folder()), spool);
                Recovery recovery = new Recovery(sibling.instance(), spool, environment.catalogs());
                sibling.replay(
                        (sequence, bytes, offset, length) -> {
                            byte[] batch = Arrays.copyOfRange(bytes, offset, offset + length);
                            byte[] rest = ReplayFilter.uncovered(batch, sequence, recovery);
                            if (rest != null) {
                                ingester.store(rest);
                            }
                        },
                        WalListener.NONE);
                sibling.remove();
            }
        }
    }

    private static void adoptSlices(Spool from, Spool to) throws IOException {
        for (SpooledSlice slice : from.slices()) {
            if (to.find(slice.name()).isEmpty()) {
                copy(from, slice, to);
            }
        }
    }

    private static void copy(Spool from, SpooledSlice slice, Spool to) throws IOException {
        try (ReadFile file = from.open(slice);
                SpoolWriter writer = to.begin(slice.name())) {
            byte[] buffer = new byte[(int) Math.min(COPY_BYTES, slice.sizeBytes())];
            for (long at = 0; at < slice.sizeBytes(); at += buffer.length) {
                int length = (int) Math.min(buffer.length, slice.sizeBytes() - at);
                file.read(at, buffer, 0, length);
                writer.file().write(buffer, 0, length);
            }
            writer.publish(slice.summary());
        }
    }
}
