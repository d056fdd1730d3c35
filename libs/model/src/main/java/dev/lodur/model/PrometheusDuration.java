package dev.lodur.model;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A duration in the syntax of Prometheus: {@code 1h30m}, {@code 30d1h}, {@code 250ms}; whole numbers with the units y, w,
 * d, h, m, s and ms, the greater first, each at most once. {@code 0} needs no unit. A day has 24 hours, a week 7 days, a
 * year 365 days.
 *
 * @param nanos from 0 to {@link Long#MAX_VALUE}; 0 where the text is no duration
 * @param failure Prometheus' words for what is wrong with the text, null where it is a duration
 */
public record PrometheusDuration(long nanos, @Nullable String failure) {
    private record Unit(String name, long nanos, boolean onlyWhole) {}

    private static final long MILLISECOND = 1_000_000L;
    private static final long SECOND = 1000 * MILLISECOND;
    private static final long DAY = 24 * 3600 * SECOND;

    /** From the largest; those marked are printed only where the whole duration is a multiple of them. */
    private static final List<Unit> UNITS = List.of(
            new Unit("y", 365 * DAY, true),
            new Unit("w", 7 * DAY, true),
            new Unit("d", DAY, false),
            new Unit("h", 3600 * SECOND, false),
            new Unit("m", 60 * SECOND, false),
            new Unit("s", SECOND, false),
            new Unit("ms", MILLISECOND, false));

    public static PrometheusDuration parse(String text) {
        if (text.equals("0")) {
            return new PrometheusDuration(0, null);
        }
        if (text.isEmpty()) {
            return failed("empty duration string");
        }
        long total = 0;
        int unitMin = 0;
        for (int at = 0; at < text.length(); ) {
            int unitFrom = endOfRun(text, at, true);
            int unitTo = endOfRun(text, unitFrom, false);
            if (unitFrom == at || unitTo == unitFrom) {
                return notValid(text);
            }
            int unit = unitIndex(text.substring(unitFrom, unitTo));
            if (unit < 0) {
                String name = text.substring(unitFrom, unitTo);
                return failed("unknown unit " + GoQuote.quote(name) + " in duration " + GoQuote.quote(text));
            }
            if (unit < unitMin) {
                return notValid(text);
            }
            unitMin = unit + 1;
            total = add(total, text, at, unitFrom, UNITS.get(unit).nanos());
            if (total < 0) {
                return failed("duration out of range");
            }
            at = unitTo;
        }
        return new PrometheusDuration(total, null);
    }

    private static int endOfRun(String text, int from, boolean digits) {
        int at = from;
        while (at < text.length() && (text.charAt(at) >= '0' && text.charAt(at) <= '9') == digits) {
            at++;
        }
        return at;
    }

    private static int unitIndex(String name) {
        for (int i = 0; i < UNITS.size(); i++) {
            if (UNITS.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** The sum, or -1 where it does not fit. */
    private static long add(long total, String text, int from, int to, long unitNanos) {
        long max = (Long.MAX_VALUE - total) / unitNanos;
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (value > (max - digit) / 10) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value > max ? -1 : total + value * unitNanos;
    }

    private static PrometheusDuration notValid(String text) {
        return failed("not a valid duration string: " + GoQuote.quote(text));
    }

    private static PrometheusDuration failed(String failure) {
        return new PrometheusDuration(0, failure);
    }

    /** The nanoseconds, or the exception that the caller makes of the failure. */
    public <X extends RuntimeException> long orElseThrow(Function<String, X> exception) {
        if (failure != null) {
            throw exception.apply(failure);
        }
        return nanos;
    }

    /** The text of a duration, to the millisecond: {@code 0s}, {@code 30d1h}, {@code 1m500ms}. */
    public static String format(long nanos) {
        long rest = Math.abs(nanos / MILLISECOND * MILLISECOND);
        if (rest == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder(nanos < 0 ? "-" : "");
        for (Unit unit : UNITS) {
            if (rest >= unit.nanos() && (!unit.onlyWhole() || rest % unit.nanos() == 0)) {
                text.append(rest / unit.nanos()).append(unit.name());
                rest %= unit.nanos();
            }
        }
        return text.toString();
    }
}
