package dev.lodur.engine;

import dev.lodur.engine.metric.Series;
import dev.lodur.engine.metric.Steps;
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
}
