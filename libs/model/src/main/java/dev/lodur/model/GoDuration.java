package dev.lodur.model;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A duration in the syntax of Go's {@code time.ParseDuration}, such as {@code -1h2.5m}: numbers with a unit each ({@code
 * h}, {@code m}, {@code s}, {@code ms}, {@code us} or {@code µs}, {@code ns}), a fraction, a sign; {@code 0} needs no unit.
 *
 * <p>Durations have 64 bits of nanoseconds, hence 292 years on either side. What a fraction has below a nanosecond is
 * cut off.
 *
 * @param nanos 0 where the text is no duration
 * @param failure Go's words for what is wrong with the text, null where it is a duration
 */
public record GoDuration(long nanos, @Nullable String failure) {
    private static final long SECOND = 1_000_000_000L;

    public static GoDuration parse(String text) {
        boolean negative = text.startsWith("-");
        int at = negative || text.startsWith("+") ? 1 : 0;
        if (at == text.length() - 1 && text.charAt(at) == '0') {
            return new GoDuration(0, null);
        }
        if (at == text.length()) {
            return invalid(text);
        }
        long total = 0;
        while (at < text.length()) {
            int pointAt = endOfDigits(text, at);
            boolean point = pointAt < text.length() && text.charAt(pointAt) == '.';
            int unitAt = point ? endOfDigits(text, pointAt + 1) : pointAt;
            if (pointAt == at && unitAt <= pointAt + 1) {
                return invalid(text);
            }
            int end = endOfUnit(text, unitAt);
            if (end == unitAt) {
                return failed("time: missing unit in duration " + GoQuote.quote(text));
            }
            String unit = text.substring(unitAt, end);
            long unitNanos = unitNanos(unit);
            if (unitNanos == 0) {
                return failed("time: unknown unit " + GoQuote.quote(unit) + " in duration " + GoQuote.quote(text));
            }
            long part = wholeNanos(text, at, pointAt, unitNanos);
            long fraction = point ? fractionNanos(text, pointAt + 1, unitAt, unitNanos) : 0;
            // The smallest long has no positive counterpart, hence the sum is kept negative.
            if (part > 0 || total < Long.MIN_VALUE - part || total + part < Long.MIN_VALUE + fraction) {
                return invalid(text);
            }
            total += part - fraction;
            at = end;
        }
        if (!negative && total == Long.MIN_VALUE) {
            return invalid(text);
        }
        return new GoDuration(negative ? total : -total, null);
    }

    private static int endOfDigits(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int endOfUnit(String text, int from) {
        int at = from;
        while (at < text.length() && !isDigit(text.charAt(at)) && text.charAt(at) != '.') {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The nanoseconds of the digits below zero; 1 where they do not fit. */
    private static long wholeNanos(String text, int from, int to, long unitNanos) {
        long limit = Long.MIN_VALUE / unitNanos;
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (value < (limit + digit) / 10) {
                return 1;
            }
            value = value * 10 - digit;
        }
        return value * unitNanos;
    }

    private static long fractionNanos(String text, int from, int to, long unitNanos) {
        long digits = 0;
        double scale = 1;
        // What does not fit into the number is too small to change it.
        for (int i = from; i < to && digits <= (Long.MAX_VALUE - 9) / 10; i++) {
            digits = digits * 10 + (text.charAt(i) - '0');
            scale *= 10;
        }
        return (long) (digits * (unitNanos / scale));
    }

    /** 0 for a unit that Go does not know. */
    private static long unitNanos(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs", "μs" -> 1_000;
            case "ms" -> 1_000_000;
            case "s" -> SECOND;
            case "m" -> 60 * SECOND;
            case "h" -> 3600 * SECOND;
            default -> 0;
        };
    }

    private static GoDuration invalid(String text) {
        return failed("time: invalid duration " + GoQuote.quote(text));
    }

    private static GoDuration failed(String failure) {
        return new GoDuration(0, failure);
    }

    /** The nanoseconds, or the exception that the caller makes of the failure. */
    public <X extends RuntimeException> long orElseThrow(Function<String, X> exception) {
        if (failure != null) {
            throw exception.apply(failure);
        }
        return nanos;
    }

    /** The text of a duration as Go prints it: {@code 1692h0m0s}, {@code 1m0.5s}, {@code 250ms}, {@code 0s}. */
    public static String format(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder(nanos < 0 ? "-" : "");
        // The smallest long is its own absolute value, hence the unsigned divisions.
        long size = Math.abs(nanos);
        long seconds = Long.divideUnsigned(size, SECOND);
        if (seconds == 0) {
            return appendSmall(text, size).toString();
        }
        if (seconds >= 3600) {
            text.append(seconds / 3600).append('h');
        }
        if (seconds >= 60) {
            text.append(seconds / 60 % 60).append('m');
        }
        appendDecimal(text, seconds % 60 * SECOND + Long.remainderUnsigned(size, SECOND), SECOND);
        return text.append('s').toString();
    }

    private static StringBuilder appendSmall(StringBuilder text, long nanos) {
        if (nanos < 1000) {
            return text.append(nanos).append("ns");
        }
        boolean micros = nanos < 1_000_000;
        appendDecimal(text, nanos, micros ? 1000 : 1_000_000);
        return text.append(micros ? "µs" : "ms");
    }

    /** Appends a value of zero or more over a unit that is a power of ten, without trailing zeros. */
    public static void appendDecimal(StringBuilder text, long value, long unit) {
        text.append(value / unit);
        long rest = value % unit;
        if (rest == 0) {
            return;
        }
        text.append('.');
        for (long digit = unit / 10; rest > 0; digit /= 10) {
            text.append(rest / digit);
            rest %= digit;
        }
    }
}
