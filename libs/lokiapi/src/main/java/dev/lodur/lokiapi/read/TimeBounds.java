package dev.lodur.lokiapi.read;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.PrometheusDuration;
import dev.lodur.model.TimeRange;
import java.time.Clock;

/**
 * What {@code start}, {@code end} and {@code since} say together, in nanoseconds since 1970.
 *
 * <p>The end is now by default, the start lies {@code since} (1 h by default) before the end, or before now where the end
 * lies in the future. Nothing here keeps the end behind the start: some endpoints refuse that in words of their own.
 */
public record TimeBounds(long startNanos, long endNanos) {
    private static final long SINCE_DEFAULT_NANOS = 3600 * 1_000_000_000L;

    static TimeBounds parse(Parameters parameters, Clock clock) {
        long now = Times.now(clock);
        String sinceText = parameters.get("since");
        long since = sinceText.isEmpty() ? SINCE_DEFAULT_NANOS : named("since", () -> parseDuration(sinceText));
        long end = named("end", () -> Times.parse(parameters.get("end"), now));
        long startDefault = saturatedSubtract(Math.min(end, now), since);
        long start = named("start", () -> Times.parse(parameters.get("start"), startDefault));
        return new TimeBounds(start, end);
    }

    private static long parseDuration(String text) {
        return PrometheusDuration.parse(text)
                .orElseThrow(failure -> new LodurException(ErrorCode.INVALID_REQUEST, failure));
    }

    @FunctionalInterface
    private interface Parser {
        long parse();
    }

    private static long named(String parameter, Parser parser) {
        try {
            return parser.parse();
        } catch (LodurException e) {
            throw new LodurException(e.code(), "could not parse '" + parameter + "' parameter: " + e.text(), e);
        }
    }

    private static long saturatedSubtract(long from, long amount) {
        long result = from - amount;
        return result > from ? Long.MIN_VALUE : result;
    }

    /** These bounds if the end does not lie before the start. */
    TimeBounds inOrder() {
        if (endNanos < startNanos) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST, "end timestamp must not be before or equal to start time");
        }
        return this;
    }

    /** From the start up to a time, which a start in the future moves. */
    TimeBounds upTo(long newEndNanos) {
        return new TimeBounds(startNanos, Math.max(startNanos, newEndNanos));
    }

    /** The time between start and end; the largest number there is where it would be larger. */
    public long lengthNanos() {
        long length = endNanos - startNanos;
        return endNanos > startNanos && length < 0 ? Long.MAX_VALUE : length;
    }

    /** The bounds as a half-open range; refused where the end lies before the start. */
    public TimeRange range() {
        return new TimeRange(startNanos, endNanos);
    }
}
