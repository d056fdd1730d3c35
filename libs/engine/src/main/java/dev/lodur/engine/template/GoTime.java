package dev.lodur.engine.template;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Times as Go's {@code time} package makes and prints them. Local time is UTC. */
final class GoTime {
    /** The time that Go has where there is none. */
    static final ZonedDateTime ZERO = ZonedDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private static final String PRINTED = "2006-01-02 15:04:05.999999999 -0700 MST";
    private static final long NANOS_IN_SECOND = 1_000_000_000L;

    private GoTime() {}

    static Value.Moment ofNanos(long nanos) {
        return ofSeconds(Math.floorDiv(nanos, NANOS_IN_SECOND), (int) Math.floorMod(nanos, NANOS_IN_SECOND));
    }

    /** A time by seconds since the epoch; one that Java cannot tell is the {@link #ZERO}. */
    static Value.Moment ofSeconds(long seconds, int nanos) {
        try {
            return new Value.Moment(Instant.ofEpochSecond(seconds, nanos).atZone(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return new Value.Moment(ZERO);
        }
    }

    static String text(ZonedDateTime time) {
        return GoTimeFormat.format(time, PRINTED);
    }

    /** Nanoseconds since the epoch, wrapped around where they do not fit. */
    static long nanos(ZonedDateTime time) {
        return time.toEpochSecond() * NANOS_IN_SECOND + time.getNano();
    }

    /** The zone of a name, UTC where there is none. */
    static ZoneId zone(String name) {
        try {
            return name.isEmpty() || name.equals("UTC") || name.equals("Local") ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
