package dev.lodur.logql;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Durations of filters and offsets: Prometheus' form ({@code 1d12h}) or else Go's ({@code 1.5s}, {@code -2m}). */
final class DurationText {
    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private static final BigDecimal MAX_NANOS = BigDecimal.valueOf(Long.MAX_VALUE);

    /** More digits than any duration needs. */
    private static final int MAX_DIGITS = 40;

    private DurationText() {}

    /** The duration, or null where the text is none or does not fit into 292 years. */
    static @Nullable Duration parse(String text) {
        long millis = PrometheusDuration.tryParse(text);
        return millis >= 0 ? Duration.ofMillis(millis) : parseGo(text);
    }

    private static @Nullable Duration parseGo(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        BigDecimal nanos = BigDecimal.ZERO;
        int i = 0;
        while (i < rest.length()) {
            int number = i;
            while (i < rest.length() && (Lexer.isDigit(rest.charAt(i)) || rest.charAt(i) == '.')) {
                i++;
            }
            int unit = i;
            while (i < rest.length() && !Lexer.isDigit(rest.charAt(i)) && rest.charAt(i) != '.') {
                i++;
            }
            BigDecimal part = nanos(rest.substring(number, unit), unitNanos(rest.substring(unit, i)));
            if (part == null) {
                return null;
            }
            nanos = nanos.add(part);
        }
        if (rest.isEmpty() || nanos.compareTo(MAX_NANOS) > 0) {
            return null;
        }
        return Duration.ofNanos(negative ? -nanos.longValue() : nanos.longValue());
    }

    /** Whole nanoseconds of a number of units, or null where either is wrong. */
    private static @Nullable BigDecimal nanos(String number, long unitNanos) {
        if (unitNanos == 0 || number.length() > MAX_DIGITS || !number.matches("\\d+\\.?\\d*|\\.\\d+")) {
            return null;
        }
        return new BigDecimal(number).multiply(BigDecimal.valueOf(unitNanos)).setScale(0, RoundingMode.DOWN);
    }

    private static long unitNanos(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs", "μs" -> MICROSECOND;
            case "ms" -> MILLISECOND;
            case "s" -> SECOND;
            case "m" -> MINUTE;
            case "h" -> HOUR;
            default -> 0;
        };
    }

    /** Go's form: {@code 1h30m0s}, {@code 250ms}, {@code 5µs}, {@code 0s}. */
    static String print(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos < 0) {
            return "-" + print(duration.negated());
        }
        if (nanos < SECOND) {
            return printSmall(nanos);
        }
        StringBuilder text = new StringBuilder();
        if (nanos >= HOUR) {
            text.append(nanos / HOUR).append('h');
        }
        if (nanos >= MINUTE) {
            text.append(nanos % HOUR / MINUTE).append('m');
        }
        return text.append(fraction(nanos % MINUTE, SECOND)).append('s').toString();
    }

    private static String printSmall(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < MICROSECOND) {
            return nanos + "ns";
        }
        return nanos < MILLISECOND ? fraction(nanos, MICROSECOND) + "µs" : fraction(nanos, MILLISECOND) + "ms";
    }

    private static String fraction(long nanos, long unit) {
        if (nanos % unit == 0) {
            return Long.toString(nanos / unit);
        }
        String digits = Long.toString(unit + nanos % unit).substring(1);
        return nanos / unit + "." + digits.replaceFirst("0+$", "");
    }
}
