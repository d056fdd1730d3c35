package dev.lodur.lokiapi.read;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.GoFloat;
import dev.lodur.model.GoQuote;
import dev.lodur.model.LodurException;
import dev.lodur.model.PrometheusDuration;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * Times and durations as Loki's parameters give them.
 *
 * <p>Times come in four forms: with a point, seconds rounded to the millisecond; a whole number of at most ten
 * characters, seconds; a longer one, nanoseconds; otherwise RFC 3339. What lies outside 64 bits of nanoseconds is moved
 * to their edge, because "far in the future" is a sensible bound.
 */
final class Times {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int SECONDS_CHARACTERS_MAX = 10;
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private Times() {}

    static long now(Clock clock) {
        return nanos(clock.instant());
    }

    /** A time in nanoseconds, or the default where the text is empty. */
    static long parse(String text, long defaultNanos) {
        if (text.isEmpty()) {
            return defaultNanos;
        }
        if (text.indexOf('.') >= 0) {
            OptionalDouble seconds = GoFloat.parse(text);
            if (seconds.isPresent() && Double.isFinite(seconds.getAsDouble())) {
                return ofSeconds(seconds.getAsDouble());
            }
        }
        if (!GoNumbers.isDecimal(text)) {
            Instant instant = Rfc3339.parse(text);
            if (instant != null) {
                return nanos(instant);
            }
        }
        long number = GoNumbers.parseLong(text, "strconv.ParseInt");
        return text.length() <= SECONDS_CHARACTERS_MAX ? clampSeconds(number, 0) : number;
    }

    private static long ofSeconds(double seconds) {
        double whole = seconds < 0 ? Math.ceil(seconds) : Math.floor(seconds);
        double fraction = Math.rint((seconds - whole) * 1000) / 1000;
        if (Math.abs(whole) > Long.MAX_VALUE / (double) NANOS_PER_SECOND) {
            return whole < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return clampSeconds((long) whole, (long) (fraction * NANOS_PER_SECOND));
    }

    private static long nanos(Instant instant) {
        return clampSeconds(instant.getEpochSecond(), instant.getNano());
    }

    private static long clampSeconds(long seconds, long nanos) {
        BigInteger exact = BigInteger.valueOf(seconds)
                .multiply(BigInteger.valueOf(NANOS_PER_SECOND))
                .add(BigInteger.valueOf(nanos));
        return exact.max(LONG_MIN).min(LONG_MAX).longValue();
    }

    /** A number of seconds, which may be negative or have a fraction, or a Prometheus duration. */
    static long parseSecondsOrDuration(String text) {
        OptionalDouble seconds = GoFloat.parse(text);
        if (seconds.isPresent()) {
            return durationOfSeconds(text, seconds.getAsDouble());
        }
        return PrometheusDuration.parse(text)
                .orElseThrow(failure -> new LodurException(ErrorCode.INVALID_REQUEST, cannotParse(text)));
    }

    private static long durationOfSeconds(String text, double seconds) {
        double nanos = seconds * NANOS_PER_SECOND;
        if (Double.isNaN(nanos) || nanos >= Long.MAX_VALUE || nanos <= Long.MIN_VALUE) {
            throw new LodurException(ErrorCode.INVALID_REQUEST, cannotParse(text) + ". It overflows int64");
        }
        return (long) nanos;
    }

    private static String cannotParse(String text) {
        return "cannot parse " + GoQuote.quote(text) + " to a valid duration";
    }
}
