package dev.lodur.lokiapi.read;

import java.time.Clock;

/**
 * What {@code detected_fields} and {@code detected_field/{name}/values} ask for.
 *
 * @param query LogQL for log lines, not parsed yet; empty where it was not given
 * @param lineLimit lines that are looked at
 * @param fieldLimit fields, or values, at most
 */
public record DetectedFieldsQuery(String query, TimeBounds bounds, long stepNanos, int lineLimit, int fieldLimit) {
    private static final int FIELD_LIMIT_DEFAULT = 1000;

    public static DetectedFieldsQuery parse(Parameters parameters, Clock clock) {
        TimeBounds bounds = TimeBounds.parse(parameters, clock).inOrder();
        long step = Steps.parseStep(parameters, bounds);
        int lines = Counts.parsePositive(parameters.get("line_limit"), RangeQuery.LIMIT_DEFAULT);
        String limit = parameters.get("limit").isEmpty() ? parameters.get("field_limit") : parameters.get("limit");
        int fields = Counts.parsePositive(limit, FIELD_LIMIT_DEFAULT);
        return new DetectedFieldsQuery(parameters.get("query"), bounds, step, lines, fields);
    }
}
