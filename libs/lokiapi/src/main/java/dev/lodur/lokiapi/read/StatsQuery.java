package dev.lodur.lokiapi.read;

import java.time.Clock;

/**
 * What {@code index/stats} asks for.
 *
 * @param query a stream selector, not parsed yet; empty where it was not given
 * @param bounds in order: the end is not before the start
 */
public record StatsQuery(String query, TimeBounds bounds) {
    /** Refuses whatever a range query would: Loki reads the same parameters here. */
    public static StatsQuery parse(Parameters parameters, Clock clock) {
        RangeQuery query = RangeQuery.parse(parameters, clock);
        return new StatsQuery(query.query(), query.bounds());
    }
}
