package dev.lodur.lokiapi.read;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.time.Clock;
import java.util.List;

/**
 * What {@code index/volume} and {@code index/volume_range} ask for.
 *
 * @param query a stream selector, not parsed yet; {@code {}} is allowed
 * @param stepNanos the width of a bucket; the whole range for {@code index/volume}
 * @param limit series at most, above 0
 * @param targetLabels the labels to group by; none means those that the selector names
 */
public record VolumeQuery(
        String query,
        TimeBounds bounds,
        long stepNanos,
        int limit,
        List<String> targetLabels,
        AggregateBy aggregateBy) {
    /** Whether volumes are summed for each set of label values, or for each label name. */
    public enum AggregateBy {
        SERIES,
        LABELS
    }

    private static final int LIMIT_DEFAULT = 100;

    public VolumeQuery {
        targetLabels = List.copyOf(targetLabels);
    }

    public static VolumeQuery parseInstant(Parameters parameters, Clock clock) {
        TimeBounds bounds = TimeBounds.parse(parameters, clock).inOrder();
        return parse(parameters, bounds, Math.max(bounds.lengthNanos(), 1));
    }

    public static VolumeQuery parseRange(Parameters parameters, Clock clock) {
        TimeBounds bounds = TimeBounds.parse(parameters, clock).inOrder();
        return parse(parameters, bounds, Steps.parseStep(parameters, bounds));
    }

    private static VolumeQuery parse(Parameters parameters, TimeBounds bounds, long stepNanos) {
        int limit = Counts.parsePositiveOrZero(parameters.get("limit"), LIMIT_DEFAULT);
        AggregateBy aggregateBy = aggregateBy(parameters.get("aggregateBy"));
        String labels = parameters.get("targetLabels");
        List<String> targetLabels = labels.isEmpty() ? List.of() : List.of(labels.split(",", -1));
        return new VolumeQuery(parameters.get("query"), bounds, stepNanos, limit, targetLabels, aggregateBy);
    }

    private static AggregateBy aggregateBy(String text) {
        return switch (text) {
            case "", "series" -> AggregateBy.SERIES;
            case "labels" -> AggregateBy.LABELS;
            default -> throw new LodurException(ErrorCode.INVALID_REQUEST, "invalid aggregation option");
        };
    }
}
