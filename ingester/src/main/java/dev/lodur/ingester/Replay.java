package dev.lodur.ingester;

import dev.lodur.wal.RecordVisitor;
import java.util.Arrays;

/**
 * Brings the rows of a log that is replayed into a head, except those that are safe already, and from there into the
 * spool when a generation is full: so a log of any length takes no more memory than that. For one thread.
 */
final class Replay implements RecordVisitor {
    private final Head head;
    private final Flusher flusher;
    private final Recovery recovery;
    private final long generationBytesMax;
    private long firstSequence = -1;
    private long lastSequence = -1;
    private long records;
    private long entries;

    Replay(Head head, Flusher flusher, Recovery recovery, long generationBytesMax) {
        this.head = head;
        this.flusher = flusher;
        this.recovery = recovery;
        this.generationBytesMax = generationBytesMax;
    }

    @Override
    public void record(long sequence, byte[] bytes, int offset, int length) {
        if (firstSequence < 0) {
            firstSequence = sequence;
        }
        lastSequence = sequence;
        records++;
        Generation generation = head.enter(sequence);
        try {
            byte[] batch = Arrays.copyOfRange(bytes, offset, offset + length);
            byte[] rest = ReplayFilter.uncovered(batch, sequence, recovery);
            if (rest != null) {
                add(generation, rest);
            }
        } finally {
            generation.leave();
        }
        if (generation.heapBytes() >= generationBytesMax) {
            flush(FlushReason.FULL);
        }
    }

    private void add(Generation generation, byte[] batch) {
        long before = generation.entries();
        generation.add(batch);
        entries += generation.entries() - before;
    }

    /** Brings all that was replayed so far into the spool. */
    void flush(FlushReason reason) {
        head.cut();
        flusher.flushCut(reason);
    }

    /** The first sequence that the log had, or -1. */
    long firstSequence() {
        return firstSequence;
    }

    /** The last sequence that was replayed, or -1. */
    long lastSequence() {
        return lastSequence;
    }

    /** Records that were replayed. */
    long records() {
        return records;
    }

    /** Whether some rows may be in a catalog, which could not be read. */
    boolean isUnchecked() {
        return recovery.isUnchecked();
    }

    /** Rows that were not safe elsewhere. */
    long entries() {
        return entries;
    }
}
