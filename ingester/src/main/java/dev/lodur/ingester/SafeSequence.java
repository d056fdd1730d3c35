package dev.lodur.ingester;

import dev.lodur.store.SpooledSlice;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Up to where the log is cut: slices of records at or before it may leave the spool, since a restart will not replay
 * them. So no catalog ever has a row that a log still holds. Slices adopted from other instances may leave, too, once
 * their folder is gone. Thread-safe.
 */
final class SafeSequence {
    private final String instance;
    private final Set<String> unfinished = ConcurrentHashMap.newKeySet();
    private final AtomicLong sequence;

    /**
     * @param unfinished instances whose logs have to be replayed once more, by this start or the next: what is in the spool
     *     of them stays, and this instance's own log is not cut while it is among them
     */
    SafeSequence(String instance, long sequence, Set<String> unfinished) {
        this.instance = instance;
        this.sequence = new AtomicLong(sequence);
        this.unfinished.addAll(unfinished);
    }

    void advance(long cutSequence) {
        sequence.accumulateAndGet(cutSequence, Math::max);
    }

    long sequence() {
        return sequence.get();
    }

    /** Whether this instance's own log must not be cut yet. */
    boolean isHeld() {
        return unfinished.contains(instance);
    }

    /** Says that the log of an instance has been replayed for good. */
    void finish(String finishedInstance) {
        unfinished.remove(finishedInstance);
    }

    boolean covers(SpooledSlice slice) {
        String owner = slice.name().generation().instance();
        boolean cut = !owner.equals(instance) || slice.name().lastWalSequence() <= sequence.get();
        return cut && !unfinished.contains(owner);
    }
}
