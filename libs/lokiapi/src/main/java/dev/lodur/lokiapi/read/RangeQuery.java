package dev.lodur.lokiapi.read;

import dev.lodur.model.GoQuote;
import java.time.Clock;

/**
 * What {@code query_range} asks for; the same parameters serve {@code index/stats} and {@code patterns}.
 *
 * @param query LogQL, not parsed yet; empty where it was not given
 * @param bounds in order: the end is not before the start
 * @param stepNanos above 0
 * @param intervalNanos the least time between two log lines of the answer, 0 for all
 * @param limit log lines at most, above 0
 */
public record RangeQuery(
        String query, TimeBounds bounds, long stepNanos, long intervalNanos, int limit, Direction direction) {
    static final int LIMIT_DEFAULT = 100;

    public static RangeQuery parse(Parameters parameters, Clock clock) {
        return parse(parameters.get("query"), parameters, clock);
    }

    /** The query of {@code /api/prom/query}, whose {@code regexp} parameter is one more line filter. */
    public static RangeQuery parseLegacy(Parameters parameters, Clock clock) {
        String regexp = parameters.get("regexp");
        String filter = regexp.isEmpty() ? "" : " |~ " + GoQuote.quote(regexp);
        return parse(parameters.get("query") + filter, parameters, clock);
    }

    private static RangeQuery parse(String query, Parameters parameters, Clock clock) {
        TimeBounds bounds = TimeBounds.parse(parameters, clock).inOrder();
        int limit = Counts.parsePositive(parameters.get("limit"), LIMIT_DEFAULT);
        Direction direction = Direction.parse(parameters.get("direction"));
        long step = Steps.parseStep(parameters, bounds);
        long interval = Steps.parseInterval(parameters);
        return new RangeQuery(query, bounds, step, interval, limit, direction);
    }
}
