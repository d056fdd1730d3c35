package dev.lodur.ingester;

import dev.lodur.store.SpooledSlice;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Up to where the log is cut: slices of records at or before it may leave the spool, since a restart will not replay
 * them. So no catalog ever has a row that a log still holds. Slices adopted from other instances may leave, too, once
 * their folder is gone. Thread-safe.
 */
final class SafeSequence {
    private final String instance;
    private final Set<String> unfinished;
    private final AtomicLong sequence;

    /**
     * @param unfinished instances whose folders could not be adopted to the end: the next start does it again, and finds
     *     their slices here
     */
    SafeSequence(String instance, long sequence, Set<String> unfinished) {
        this.instance = instance;
        this.sequence = new AtomicLong(sequence);
        this.unfinished = Set.copyOf(unfinished);
    }

    void advance(long cutSequence) {
        sequence.accumulateAndGet(cutSequence, Math::max);
    }

    long sequence() {
        return sequence.get();
    }

    boolean covers(SpooledSlice slice) {
        String owner = slice.name().generation().instance();
        return owner.equals(instance) ? slice.name().lastWalSequence() <= sequence.get() : !unfinished.contains(owner);
    }
}
