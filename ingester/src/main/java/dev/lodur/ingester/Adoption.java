package dev.lodur.ingester;

import dev.lodur.model.file.ReadFile;
import dev.lodur.store.Spool;
import dev.lodur.store.SpoolWriter;
import dev.lodur.store.SpooledSlice;
import dev.lodur.wal.SiblingRoot;
import dev.lodur.wal.WalListener;
import java.io.IOException;
import java.util.Optional;

/**
 * Brings what an instance that does not run has left on the same volume into this instance's spool: its slices as they
 * are, its log as further slices in its name. Then its folder goes.
 *
 * <p>All stays in the spool until the folder is gone, so an adoption that ends half way is done again by the next start,
 * which finds in the spool what the first one brought there, and stores nothing twice. For one thread.
 */
final class Adoption {
    private static final int COPY_BYTES = 1 << 20;

    private final IngesterEnvironment environment;
    private final LogReplay replays;
    private final Spool spool;
    private long entries;

    Adoption(IngesterEnvironment environment, LogReplay replays, Spool spool) {
        this.environment = environment;
        this.replays = replays;
        this.spool = spool;
    }

    /** Empty when the folder is gone; where the bucket does not answer it has to wait, and its lock is the log's then. */
    Optional<UncheckedLog> adopt(SiblingRoot sibling) throws IOException {
        Spool theirs =
                Spool.open(environment.files(), sibling.folder().resolve(IngesterStart.SPOOL), environment.clock());
        for (SpooledSlice slice : theirs.slices()) {
            if (spool.find(slice.name()).isEmpty()) {
                copy(theirs, slice);
            }
        }
        Replay replay = replays.replay(sibling.instance(), log(sibling));
        entries += replay.entries();
        if (replay.isUnchecked()) {
            return Optional.of(new UncheckedLog(
                    sibling.instance(), log(sibling), replay.records(), () -> remove(sibling), sibling));
        }
        remove(sibling);
        sibling.close();
        return Optional.empty();
    }

    private void remove(SiblingRoot sibling) throws IOException {
        sibling.remove();
        environment.adopted().accept(sibling.instance());
    }

    private static LogReplay.Log log(SiblingRoot sibling) {
        return visitor -> sibling.replay(visitor, WalListener.NONE);
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
            writer.publishCopy(slice);
        }
    }

    /** Rows that came out of adopted logs. */
    long entries() {
        return entries;
    }
}
