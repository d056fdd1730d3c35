package dev.lodur.engine.metric;

import java.util.BitSet;

/**
 * What a range aggregation keeps of the samples of one series, until all of them are there. Samples come in any order.
 * Not thread-safe.
 */
public abstract class Fold {
    Fold() {}

    /**
     * Adds a sample.
     *
     * @param pane where its time lies, see {@link Windows#pane}; not negative
     */
    public abstract void add(int pane, long timestampNanos, double value);

    /** Adds the samples of another fold of the same kind and windows. */
    public abstract void addAll(Fold other);

    /** Writes the value of each step that has samples in its window. */
    public abstract void finish(Windows windows, double[] values, BitSet present);

    /** Memory that the fold takes at the moment. */
    public abstract long sizeBytes();
}
