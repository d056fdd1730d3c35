package dev.lodur.lokiapi.read;

import java.time.Clock;

/**
 * What {@code labels}, {@code label/{name}/values} and {@code detected_labels} ask for.
 *
 * @param query a stream selector, not parsed yet; empty for all streams
 * @param bounds perhaps with the end before the start, which {@link QueryLimitChecks#moveIntoLookback} refuses
 */
public record LabelsQuery(String query, TimeBounds bounds) {
    public static LabelsQuery parse(Parameters parameters, Clock clock) {
        return new LabelsQuery(parameters.get("query"), TimeBounds.parse(parameters, clock));
    }
}
