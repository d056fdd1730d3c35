package dev.lodur.lokiapi.read;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.GoDuration;
import dev.lodur.model.LodurException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a new delete request asks for. Times are cut off to the millisecond, as Loki keeps them.
 *
 * @param query LogQL, not parsed yet
 * @param startMillis since 1970, included
 * @param endMillis since 1970, included; not in the future
 * @param intervalMax the longest part into which the request may be divided, where it says so
 */
public record DeleteQuery(String query, long startMillis, long endMillis, Optional<Duration> intervalMax) {
    private static final long NANOS_PER_MILLI = 1_000_000;

    public static DeleteQuery parse(Parameters parameters, Clock clock) {
        String query = parameters.get("query").strip();
        if (query.isEmpty()) {
            throw invalid(
                    "query not set: which lines are to be deleted? Give a selector such as {app=\"web\"}, with line"
                            + " or label filters behind it where only some lines are meant");
        }
        String start = parameters.get("start");
        if (start.isEmpty()) {
            throw invalid("start time not set: give start in unix seconds or RFC3339 format");
        }
        String end = parameters.get("end");
        long nowMillis = clock.millis();
        long startMillis = millis("start", start);
        long endMillis = end.isEmpty() ? nowMillis : millis("end", end);
        if (endMillis > nowMillis) {
            throw invalid("deletes in the future are not allowed: end is " + Instant.ofEpochMilli(endMillis)
                    + ", it is " + Instant.ofEpochMilli(nowMillis) + " now; leave end out to delete until now");
        }
        if (startMillis > endMillis) {
            throw invalid("start time can't be greater than end time: " + Instant.ofEpochMilli(startMillis)
                    + " is behind " + Instant.ofEpochMilli(endMillis));
        }
        return new DeleteQuery(query, startMillis, endMillis, interval(parameters.get("max_interval")));
    }

    /** The requests of a range of time; empty for all. Both ends are given, or none. */
    public static Optional<TimeBounds> parseList(Parameters parameters) {
        String start = parameters.get("start");
        String end = parameters.get("end");
        if (start.isEmpty() != end.isEmpty()) {
            throw invalid("start and end go together here: give both, or none for all requests");
        }
        if (start.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new TimeBounds(millis("start", start) * NANOS_PER_MILLI, millis("end", end) * NANOS_PER_MILLI)
                        .inOrder());
    }

    /** A longer number would be of nanoseconds, which Loki takes for a mistake here. */
    private static long millis(String name, String text) {
        Instant instant = Rfc3339.parse(text);
        if (instant != null) {
            return instant.toEpochMilli();
        }
        boolean isSeconds = text.matches("[0-9]{1,10}(\\.[0-9]{0,9})?");
        if (!isSeconds) {
            throw invalid("invalid " + name + " time '" + text + "': require unix seconds or RFC3339 format, such as"
                    + " 1767225600 or 2026-01-01T00:00:00Z");
        }
        return Times.parse(text, 0) / NANOS_PER_MILLI;
    }

    private static Optional<Duration> interval(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        long nanos = GoDuration.parse(text)
                .orElseThrow(
                        failure -> invalid("invalid max_interval '" + text + "': valid time units are 's', 'm', 'h'"));
        if (nanos < NANOS_PER_MILLI) {
            throw invalid("invalid max_interval '" + text + "': it must be above 0");
        }
        return Optional.of(Duration.ofNanos(nanos));
    }

    private static LodurException invalid(String text) {
        return new LodurException(ErrorCode.INVALID_REQUEST, text);
    }
}
