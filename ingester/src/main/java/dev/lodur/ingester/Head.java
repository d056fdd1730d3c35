package dev.lodur.ingester;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived and is not in the spool yet: the generation that takes new rows, and those cut off before it.
 *
 * <p>A generation stays here, and so in every answer, until its slices are in the spool and {@link #release} takes it
 * out. Thread-safe.
 */
final class Head {
    private final LongSupplier nanoClock;
    private final Deque<Generation> cut = new ArrayDeque<>();
    private Generation current;

    Head(LongSupplier nanoClock, long firstNumber) {
        this.nanoClock = nanoClock;
        this.current = new Generation(firstNumber);
    }

    /** Enters a record into the generation that takes new rows; called under the log's lock, in sequence. */
    synchronized Generation enter(long sequence) {
        current.enter(sequence, nanoClock.getAsLong());
        return current;
    }

    /** Cuts the current generation off, so that it takes no more; null where it is empty. */
    synchronized @Nullable Generation cut() {
        if (current.isEmpty()) {
            return null;
        }
        Generation generation = current;
        cut.addLast(generation);
        current = new Generation(generation.number() + 1);
        return generation;
    }

    /** Takes a generation out whose slices are in the spool. */
    synchronized void release(Generation generation) {
        if (!cut.remove(generation)) {
            throw new IllegalStateException("generation " + generation.number() + " was not cut");
        }
    }

    /** The generations that hold rows, oldest first. */
    synchronized List<Generation> generations() {
        List<Generation> generations = new ArrayList<>(cut);
        if (!current.isEmpty()) {
            generations.add(current);
        }
        return generations;
    }

    synchronized Generation current() {
        return current;
    }

    /** The oldest generation that was cut and not released, or null. */
    synchronized @Nullable Generation oldestCut() {
        return cut.peekFirst();
    }

    /** Heap that all generations hold. */
    synchronized long heapBytes() {
        long bytes = current.heapBytes();
        for (Generation generation : cut) {
            bytes += generation.heapBytes();
        }
        return bytes;
    }
}
