package dev.lodur.ingester;

import dev.lodur.store.SpooledSlice;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Up to where the log is cut: slices of records at or before it may leave the spool, since a restart will not replay
 * them. Slices adopted from other instances may always leave: they have no log here. Thread-safe.
 */
final class SafeSequence {
    private final String instance;
    private final AtomicLong sequence;

    SafeSequence(String instance, long sequence) {
        this.instance = instance;
        this.sequence = new AtomicLong(sequence);
    }

    void advance(long cutSequence) {
        sequence.accumulateAndGet(cutSequence, Math::max);
    }

    boolean covers(SpooledSlice slice) {
        return !slice.name().generation().instance().equals(instance)
                || slice.name().lastWalSequence() <= sequence.get();
    }
}
