package dev.lodur.ingester;

import dev.lodur.store.Spool;
import dev.lodur.store.SpooledSlice;
import dev.lodur.wal.RecordVisitor;
import java.io.IOException;

/**
 * Replays a log straight into the spool, as further slices of the instance that wrote it. What was brought there before
 * is skipped, so a replay that ended half way is done again. For one thread at a time.
 */
final class LogReplay {
    /** Where records come from, each time the same. */
    @FunctionalInterface
    interface Log {
        void replay(RecordVisitor visitor) throws IOException;
    }

    /** Generations of such replays count from here, which no running instance reaches. */
    private static final long FIRST_NUMBER = 1L << 32;

    private final IngesterEnvironment environment;
    private final long generationBytesMax;
    private final long bootEpoch;
    private final Spool spool;

    /**
     * @param generationBytesMax heap that the log's rows may take before they go into the spool
     * @param bootEpoch of this process's start
     */
    LogReplay(IngesterEnvironment environment, long generationBytesMax, long bootEpoch, Spool spool) {
        this.environment = environment;
        this.generationBytesMax = generationBytesMax;
        this.bootEpoch = bootEpoch;
        this.spool = spool;
    }

    /** Brings the rows of a log that are safe nowhere into the spool; as provisional ones where that is not known. */
    Replay replay(String instance, Log log) throws IOException {
        Recovery recovery = new Recovery(instance, spool.slices(), environment.catalogs());
        Head head = new Head(environment.nanoClock(), FIRST_NUMBER);
        Flusher flusher = new Flusher(
                head,
                spool,
                instance,
                unusedEpoch(instance),
                sequence -> {},
                environment.nanoClock(),
                environment.metrics(),
                recovery::isUnchecked);
        Replay replay = new Replay(head, flusher, recovery, generationBytesMax);
        log.replay(replay);
        replay.flush(FlushReason.FORCED);
        return replay;
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
}
