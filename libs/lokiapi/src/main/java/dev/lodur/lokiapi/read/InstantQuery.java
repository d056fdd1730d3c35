package dev.lodur.lokiapi.read;

import java.time.Clock;

/**
 * What {@code query} asks for.
 *
 * @param query LogQL, not parsed yet; empty where it was not given
 * @param timeNanos the one time at which it is evaluated
 */
public record InstantQuery(String query, long timeNanos, int limit, Direction direction) {
    public static InstantQuery parse(Parameters parameters, Clock clock) {
        int limit = Counts.parsePositive(parameters.get("limit"), RangeQuery.LIMIT_DEFAULT);
        long time = Times.parse(parameters.get("time"), Times.now(clock));
        Direction direction = Direction.parse(parameters.get("direction"));
        return new InstantQuery(parameters.get("query"), time, limit, direction);
    }
}
