package dev.lodur.logql;

import dev.lodur.model.GoQuote;
import dev.lodur.model.LodurException;
import java.time.Duration;
import java.util.List;

/**
 * Durations of ranges, Prometheus' form: whole numbers with the units y, w, d, h, m, s, ms, each at most once, the
 * greater first. A year has 365 days. {@code 0} needs no unit.
 */
final class PrometheusDuration {
    /** A unit, and whether it is printed only where it divides the duration. */
    private record Unit(String name, long millis, boolean exact) {}

    private static final List<Unit> UNITS = List.of(
            new Unit("y", 365L * 24 * 3600 * 1000, true),
            new Unit("w", 7L * 24 * 3600 * 1000, true),
            new Unit("d", 24L * 3600 * 1000, true),
            new Unit("h", 3600 * 1000, false),
            new Unit("m", 60 * 1000, false),
            new Unit("s", 1000, false),
            new Unit("ms", 1, false));

    /** What fits into 64 bits of nanoseconds. */
    private static final long MAX_MILLIS = Long.MAX_VALUE / 1_000_000;

    private PrometheusDuration() {}

    static Duration parse(String text, ErrorSink errors) {
        return Duration.ofMillis(parseMillis(text, errors));
    }

    /** The milliseconds, or -1 where the text is no such duration. */
    static long tryParse(String text) {
        try {
            return parseMillis(text, ParseErrors::of);
        } catch (LodurException e) {
            return -1;
        }
    }

    private static long parseMillis(String text, ErrorSink errors) {
        if (text.isEmpty()) {
            throw errors.error("empty duration string");
        }
        if (text.equals("0")) {
            return 0;
        }
        long total = 0;
        int lastUnit = -1;
        int i = 0;
        while (i < text.length()) {
            int number = i;
            while (i < text.length() && Lexer.isDigit(text.charAt(i))) {
                i++;
            }
            int name = i;
            while (i < text.length() && !Lexer.isDigit(text.charAt(i))) {
                i++;
            }
            int unit = unit(text.substring(name, i));
            if (number < name && name < i && unit < 0) {
                throw errors.error("unknown unit " + quote(text.substring(name, i)) + " in duration " + quote(text));
            }
            if (number == name || name == i || unit <= lastUnit) {
                throw errors.error("not a valid duration string: " + quote(text));
            }
            lastUnit = unit;
            total = add(total, text.substring(number, name), UNITS.get(unit), errors);
        }
        return total;
    }

    private static long add(long total, String number, Unit unit, ErrorSink errors) {
        double count = Double.parseDouble(number);
        if (total + count * unit.millis() > MAX_MILLIS) {
            throw errors.error("duration out of range");
        }
        return total + ((long) count) * unit.millis();
    }

    private static String quote(String text) {
        return GoQuote.quote(text);
    }

    private static int unit(String name) {
        for (int i = 0; i < UNITS.size(); i++) {
            if (UNITS.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    static String print(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        for (Unit unit : UNITS) {
            if (unit.exact() && millis % unit.millis() != 0) {
                continue;
            }
            long count = millis / unit.millis();
            if (count > 0) {
                text.append(count).append(unit.name());
                millis -= count * unit.millis();
            }
        }
        return text.toString();
    }
}
