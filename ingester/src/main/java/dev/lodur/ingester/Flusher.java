package dev.lodur.ingester;

import dev.lodur.model.LodurException;
import dev.lodur.segment.SegmentSummary;
import dev.lodur.store.GenerationId;
import dev.lodur.store.SliceName;
import dev.lodur.store.Spool;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Brings generations that were cut into the spool, oldest first, and then has the log cut behind them.
 *
 * <p>A generation leaves the head when all its slices are in the spool. When one cannot be written, the generation stays
 * and is tried again with the next flush; slices that are there already are not written twice. For one thread at a time.
 */
final class Flusher {
    private final Head head;
    private final Spool spool;
    private final SliceWriter sliceWriter;
    private final String instance;
    private final long bootEpoch;
    private final LongConsumer spooledUpTo;
    private final LongSupplier nanoClock;
    private final IngesterMetrics metrics;
    private final BooleanSupplier provisional;

    /**
     * @param spooledUpTo told the last sequence of the log whose rows, and those of all before it, are in the spool
     * @param provisional whether the slices that are written now serve queries only
     */
    Flusher(
            Head head,
            Spool spool,
            String instance,
            long bootEpoch,
            LongConsumer spooledUpTo,
            LongSupplier nanoClock,
            IngesterMetrics metrics,
            BooleanSupplier provisional) {
        this.head = head;
        this.spool = spool;
        this.sliceWriter = new SliceWriter(spool);
        this.instance = instance;
        this.bootEpoch = bootEpoch;
        this.spooledUpTo = spooledUpTo;
        this.nanoClock = nanoClock;
        this.metrics = metrics;
        this.provisional = provisional;
    }

    GenerationId id(Generation generation) {
        return new GenerationId(instance, bootEpoch, generation.number());
    }

    /** Writes every generation that was cut; throws what the first failure was, with the rest left in the head. */
    void flushCut(FlushReason reason) {
        Generation generation = head.oldestCut();
        while (generation != null) {
            flush(generation, reason);
            generation = head.oldestCut();
        }
    }

    private void flush(Generation generation, FlushReason reason) {
        generation.awaitPushes();
        try {
            for (TenantHead tenant : generation.tenants()) {
                for (long day : tenant.days()) {
                    flush(generation, tenant, day, reason);
                }
            }
        } catch (LodurException e) {
            metrics.flushFailed();
            throw e;
        }
        head.release(generation);
        spooledUpTo.accept(generation.lastSequence());
    }

    private void flush(Generation generation, TenantHead tenant, long day, FlushReason reason) {
        SliceName name = new SliceName(
                id(generation),
                generation.firstSequence(),
                generation.lastSequence(),
                tenant.tenant(),
                LocalDate.ofEpochDay(day));
        if (spool.find(name).isPresent()) {
            return;
        }
        long startNanos = nanoClock.getAsLong();
        Optional<SegmentSummary> written =
                sliceWriter.write(name, tenant, DaySet.range(day), provisional.getAsBoolean());
        long endNanos = nanoClock.getAsLong();
        written.ifPresent(summary -> metrics.sliceFlushed(
                reason,
                new IngesterMetrics.SliceFigures(
                        summary.rows(),
                        summary.streams(),
                        summary.lineBytes(),
                        summary.sizeBytes(),
                        generation.ageNanos(endNanos),
                        summary.maxTimestampNanos() - summary.minTimestampNanos(),
                        endNanos - startNanos)));
    }
}
