package dev.lodur.ingester;

import dev.lodur.model.file.ReadFile;
import dev.lodur.store.Spool;
import dev.lodur.store.SpoolWriter;
import dev.lodur.store.SpooledSlice;
import dev.lodur.wal.SiblingRoot;
import dev.lodur.wal.WalListener;
import java.io.IOException;

/**
 * Brings what an instance that does not run has left on the same volume into this instance's spool: its slices as they
 * are, its log as further slices in its name. Then its folder goes.
 *
 * <p>All stays in the spool until the folder is gone, so an adoption that ends half way is done again by the next start,
 * which finds in the spool what the first one brought there, and stores nothing twice. For one thread.
 */
final class Adoption {
    private static final int COPY_BYTES = 1 << 20;

    /** Generations of adopted logs count from here, which no running instance reaches. */
    private static final long FIRST_NUMBER = 1L << 32;

    private final IngesterEnvironment environment;
    private final long generationBytesMax;
    private final long bootEpoch;
    private final Spool spool;
    private long entries;

    /**
     * @param generationBytesMax heap that the log's rows may take before they go into the spool
     * @param bootEpoch of the adopting instance's start
     */
    Adoption(IngesterEnvironment environment, long generationBytesMax, long bootEpoch, Spool spool) {
        this.environment = environment;
        this.generationBytesMax = generationBytesMax;
        this.bootEpoch = bootEpoch;
        this.spool = spool;
    }

    void adopt(SiblingRoot sibling) throws IOException {
        Spool theirs =
                Spool.open(environment.files(), sibling.folder().resolve(IngesterStart.SPOOL), environment.clock());
        for (SpooledSlice slice : theirs.slices()) {
            if (spool.find(slice.name()).isEmpty()) {
                copy(theirs, slice);
            }
        }
        replay(sibling);
        sibling.remove();
    }

    private void copy(Spool theirs, SpooledSlice slice) throws IOException {
        try (ReadFile file = theirs.open(slice);
                SpoolWriter writer = spool.begin(slice.name())) {
            byte[] buffer = new byte[(int) Math.min(COPY_BYTES, slice.sizeBytes())];
            for (long at = 0; at < slice.sizeBytes(); at += buffer.length) {
                int length = (int) Math.min(buffer.length, slice.sizeBytes() - at);
                file.read(at, buffer, 0, length);
                writer.file().write(buffer, 0, length);
            }
            writer.publish(slice.summary());
        }
    }

    private void replay(SiblingRoot sibling) throws IOException {
        Head head = new Head(environment.nanoClock(), FIRST_NUMBER);
        Flusher flusher = new Flusher(
                head,
                spool,
                sibling.instance(),
                unusedEpoch(sibling.instance()),
                sequence -> {},
                environment.nanoClock(),
                environment.metrics());
        Recovery recovery = new Recovery(sibling.instance(), spool.slices(), environment.catalogs());
        Replay replay = new Replay(head, flusher, recovery, generationBytesMax);
        sibling.replay(replay, WalListener.NONE);
        replay.flush(FlushReason.FORCED);
        entries += replay.entries();
    }

    /** A boot epoch under which the instance has no slice, as if it had started once more. */
    private long unusedEpoch(String instance) {
        long epoch = bootEpoch;
        for (SpooledSlice slice : spool.slices()) {
            if (slice.name().generation().instance().equals(instance)) {
                epoch = Math.max(epoch, slice.name().generation().bootEpoch() + 1);
            }
        }
        return epoch;
    }

    /** Rows that came out of adopted logs. */
    long entries() {
        return entries;
    }
}
