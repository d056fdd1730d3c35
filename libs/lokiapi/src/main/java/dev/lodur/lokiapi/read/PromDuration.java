package dev.lodur.lokiapi.read;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.GoQuote;
import dev.lodur.model.LodurException;
import java.util.List;

/**
 * Durations as Prometheus writes them: {@code 1h30m}, {@code 30d1h}, {@code 250ms}; units from the largest to the
 * smallest, each at most once, whole numbers only. A day has 24 hours, a week 7 days, a year 365 days.
 *
 * <p>Values are nanoseconds from 0 to {@link Long#MAX_VALUE}.
 */
final class PromDuration {
    private record Unit(String name, long nanos, boolean onlyWhole) {}

    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 24 * 3600 * SECOND;

    /** From the largest; those marked are printed only where the whole duration is a multiple of them. */
    private static final List<Unit> UNITS = List.of(
            new Unit("y", 365 * DAY, true),
            new Unit("w", 7 * DAY, true),
            new Unit("d", DAY, false),
            new Unit("h", 3600 * SECOND, false),
            new Unit("m", 60 * SECOND, false),
            new Unit("s", SECOND, false),
            new Unit("ms", SECOND / 1000, false));

    private PromDuration() {}

    /** The nanoseconds of a text; what is not one is refused with {@link ErrorCode#INVALID_REQUEST} in Loki's words. */
    static long parseNanos(String text) {
        if (text.equals("0")) {
            return 0;
        }
        if (text.isEmpty()) {
            throw invalid("empty duration string");
        }
        long total = 0;
        int nextUnit = 0;
        for (int at = 0; at < text.length(); ) {
            int unitFrom = endOfRun(text, at, true);
            int unitTo = endOfRun(text, unitFrom, false);
            if (unitFrom == at || unitTo == unitFrom) {
                throw notValid(text);
            }
            int unit = unitIndex(text, unitFrom, unitTo);
            if (unit < nextUnit) {
                throw notValid(text);
            }
            nextUnit = unit + 1;
            total = add(total, text.substring(at, unitFrom), UNITS.get(unit).nanos());
            at = unitTo;
        }
        return total;
    }

    private static int endOfRun(String text, int from, boolean digits) {
        int at = from;
        while (at < text.length() && (text.charAt(at) >= '0' && text.charAt(at) <= '9') == digits) {
            at++;
        }
        return at;
    }

    private static int unitIndex(String text, int from, int to) {
        String name = text.substring(from, to);
        for (int i = 0; i < UNITS.size(); i++) {
            if (UNITS.get(i).name().equals(name)) {
                return i;
            }
        }
        throw invalid("unknown unit " + GoQuote.quote(name) + " in duration " + GoQuote.quote(text));
    }

    private static long add(long total, String digits, long unitNanos) {
        try {
            return Math.addExact(total, Math.multiplyExact(Long.parseLong(digits), unitNanos));
        } catch (ArithmeticException | NumberFormatException e) {
            throw invalid("duration out of range");
        }
    }

    /** The text of a duration, to the millisecond: {@code 0s}, {@code 30d1h}, {@code 1m500ms}. */
    static String format(long nanos) {
        long rest = nanos / (SECOND / 1000) * (SECOND / 1000);
        if (rest == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        for (Unit unit : UNITS) {
            if (rest >= unit.nanos() && (!unit.onlyWhole() || rest % unit.nanos() == 0)) {
                text.append(rest / unit.nanos()).append(unit.name());
                rest %= unit.nanos();
            }
        }
        return text.toString();
    }

    private static LodurException notValid(String text) {
        return invalid("not a valid duration string: " + GoQuote.quote(text));
    }

    private static LodurException invalid(String text) {
        return new LodurException(ErrorCode.INVALID_REQUEST, text);
    }
}
