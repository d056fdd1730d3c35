package dev.lodur.engine.metric;

import dev.lodur.model.Labels;
import java.util.BitSet;

/**
 * One series of a metric query. Nobody changes the arrays of a series that is done.
 *
 * @param values one for each step; meaningless where {@code present} lacks the step
 * @param present the steps that have a sample
 */
public record Series(Labels labels, double[] values, BitSet present) {
    /** The same samples under other labels. */
    public Series named(Labels other) {
        return new Series(other, values, present);
    }
}
