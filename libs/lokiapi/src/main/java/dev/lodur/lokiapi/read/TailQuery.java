package dev.lodur.lokiapi.read;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.GoQuote;
import dev.lodur.model.LodurException;
import java.time.Clock;
import java.time.Duration;

/**
 * What {@code tail} asks for.
 *
 * @param query LogQL, not parsed yet; empty where it was not given
 * @param bounds from the start of the history up to now
 * @param limit lines of the history at most, above 0
 * @param delay how long lines wait for earlier ones, 0 to 5 s
 */
public record TailQuery(String query, TimeBounds bounds, int limit, Duration delay) {
    private static final int DELAY_SECONDS_MAX = 5;

    public static TailQuery parse(Parameters parameters, Clock clock) {
        return parse(parameters.get("query"), parameters, clock);
    }

    /** The query of {@code /api/prom/tail}, whose {@code regexp} parameter is one more line filter. */
    public static TailQuery parseLegacy(Parameters parameters, Clock clock) {
        String regexp = parameters.get("regexp");
        String filter = regexp.isEmpty() ? "" : " |~ " + GoQuote.quote(regexp);
        return parse(parameters.get("query") + filter, parameters, clock);
    }

    private static TailQuery parse(String query, Parameters parameters, Clock clock) {
        TimeBounds bounds = TimeBounds.parse(parameters, clock).upTo(Times.now(clock));
        int limit = Counts.parsePositive(parameters.get("limit"), RangeQuery.LIMIT_DEFAULT);
        return new TailQuery(query, bounds, limit, delay(parameters.get("delay_for")));
    }

    private static Duration delay(String text) {
        long seconds = text.isEmpty() ? 0 : GoNumbers.parseLong(text, "strconv.Atoi");
        if (seconds > DELAY_SECONDS_MAX) {
            throw new LodurException(ErrorCode.INVALID_REQUEST, "delay_for can't be greater than " + DELAY_SECONDS_MAX);
        }
        if (seconds < 0) {
            throw new LodurException(ErrorCode.INVALID_REQUEST, "delay_for can't be negative");
        }
        return Duration.ofSeconds(seconds);
    }
}
