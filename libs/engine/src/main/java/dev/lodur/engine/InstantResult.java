package dev.lodur.engine;

import java.util.List;

/**
 * What a metric query answers at an instant.
 *
 * @param scalar whether it is a number, the only sample then, rather than a vector
 * @param samples sorted by labels
 */
public record InstantResult(boolean scalar, List<Sample> samples, QueryStatistics.Snapshot statistics) {
    public InstantResult {
        samples = List.copyOf(samples);
    }
}
