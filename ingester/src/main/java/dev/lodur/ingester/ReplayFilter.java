package dev.lodur.ingester;

import dev.lodur.model.BatchReader;
import dev.lodur.model.BatchWriter;
import dev.lodur.model.Tenant;
import org.jspecify.annotations.Nullable;

/** Leaves out of a replayed batch the rows that are in the spool or in a catalog already. */
final class ReplayFilter {
    /** Whether the rows of one record, tenant and UTC day are safe elsewhere. */
    @FunctionalInterface
    interface Coverage {
        boolean covers(Tenant tenant, long day, long sequence);
    }

    private ReplayFilter() {}

    /** The batch itself where nothing of it is covered, a smaller one where some is, null where all is. */
    static byte @Nullable [] uncovered(byte[] batch, long sequence, Coverage coverage) {
        BatchReader reader = new BatchReader(batch);
        BatchWriter writer = new BatchWriter(reader.tenant(), batch.length);
        boolean complete = true;
        long lastDay = Long.MIN_VALUE;
        boolean lastCovered = false;
        while (reader.nextStream()) {
            writer.beginStream(reader.bytes(), reader.labelsOffset(), reader.labelsLength());
            while (reader.nextEntry()) {
                long day = DaySet.dayOf(reader.timestampNanos());
                if (day != lastDay) {
                    lastDay = day;
                    lastCovered = coverage.covers(reader.tenant(), day, sequence);
                }
                if (lastCovered) {
                    complete = false;
                } else {
                    writer.addEntry(reader);
                }
            }
            writer.endStream();
        }
        if (complete) {
            return batch;
        }
        return writer.streamCount() == 0 ? null : writer.toByteArray();
    }
}
