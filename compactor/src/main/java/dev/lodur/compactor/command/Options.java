package dev.lodur.compactor.command;

import dev.lodur.app.CommandArguments;
import dev.lodur.app.CommandOption;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.PrometheusDuration;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import java.math.BigInteger;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/** Options that several commands have, read into values. */
final class Options {
    static final CommandOption TENANT = new CommandOption("tenant", "ID", "of this tenant");
    static final CommandOption ONLY_TENANT = new CommandOption("tenant", "ID", "of this tenant only");
    static final CommandOption ONLY_DAY = new CommandOption("day", "YYYY-MM-DD", "of this UTC day only");
    static final CommandOption FROM = new CommandOption(
            "from",
            "TIME",
            "from this time on, included: 2026-11-23T10:00:00Z, 2026-11-23, nanoseconds since 1970, or 24h for so long ago");
    static final CommandOption TO =
            new CommandOption("to", "TIME", "up to this time, excluded; forms as of --from; now where not given");

    private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,19}");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000L);

    private Options() {}

    static Optional<Tenant> tenant(CommandArguments arguments) {
        return arguments.get("tenant").map(Tenant::new);
    }

    static Tenant requireTenant(CommandArguments arguments) {
        return new Tenant(arguments.require("tenant"));
    }

    static Optional<LocalDate> day(CommandArguments arguments) {
        return arguments.get("day").map(Options::parseDay);
    }

    /** The range of {@code --from} and {@code --to}; without the first from the beginning. */
    static TimeRange range(CommandArguments arguments, Clock clock) {
        Instant now = clock.instant();
        long fromNanos = arguments.get("from").map(text -> time(text, now)).orElse(Long.MIN_VALUE);
        long toNanos = arguments.get("to").map(text -> time(text, now)).orElse(nanos(now));
        if (toNanos < fromNanos) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST,
                    "--to, " + arguments.get("to").orElse("now") + ", lies before --from, "
                            + arguments.get("from").orElse(""));
        }
        return new TimeRange(fromNanos, toNanos);
    }

    private static long time(String text, Instant now) {
        if (DIGITS.matcher(text).matches()) {
            return clamped(new BigInteger(text));
        }
        if (DAY.matcher(text).matches()) {
            return nanos(parseDay(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        }
        if (text.indexOf('T') < 0) {
            return nanos(now) - PrometheusDuration.parse(text).orElseThrow(failure -> notATime(text));
        }
        try {
            return nanos(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw notATime(text);
        }
    }

    private static LocalDate parseDay(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST, "\"" + text + "\" is no day: write one like 2026-11-23", e);
        }
    }

    private static long nanos(Instant instant) {
        return clamped(BigInteger.valueOf(instant.getEpochSecond())
                .multiply(NANOS_PER_SECOND)
                .add(BigInteger.valueOf(instant.getNano())));
    }

    private static long clamped(BigInteger nanos) {
        return nanos.max(BigInteger.valueOf(Long.MIN_VALUE))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValue();
    }

    private static LodurException notATime(String text) {
        return new LodurException(
                ErrorCode.INVALID_REQUEST,
                "\"" + text + "\" is no time: write one like 2026-11-23T10:00:00Z, 2026-11-23, nanoseconds since 1970,"
                        + " or 24h for so long ago");
    }
}
