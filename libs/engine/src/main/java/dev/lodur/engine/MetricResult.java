package dev.lodur.engine;

import dev.lodur.model.Labels;
import java.util.BitSet;
import java.util.List;

/**
 * What a metric query answers.
 *
 * @param scalar whether it is a number, the only series then, rather than a vector
 * @param series sorted by the text of their labels
 */
public record MetricResult(boolean scalar, Steps steps, List<Series> series, QueryStatistics.Snapshot statistics) {
    public MetricResult {
        series = List.copyOf(series);
    }

    /**
     * One series.
     *
     * @param values one for each step; meaningless where {@code present} lacks the step
     * @param present the steps that have a sample
     */
    public record Series(Labels labels, double[] values, BitSet present) {}
}
