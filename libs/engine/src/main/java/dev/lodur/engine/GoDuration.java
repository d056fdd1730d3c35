package dev.lodur.engine;

import dev.lodur.model.GoQuote;
import org.jspecify.annotations.Nullable;

/**
 * A duration as Go's {@code time.ParseDuration} reads it, such as {@code -1h2.5m}: nanoseconds, or its words for what is
 * wrong.
 *
 * @param failure null where the text is a duration
 */
record GoDuration(long nanos, @Nullable String failure) {
    static GoDuration parse(String text) {
        int at = 0;
        boolean negative = false;
        if (!text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+')) {
            negative = text.charAt(0) == '-';
            at = 1;
        }
        if (text.substring(at).equals("0")) {
            return new GoDuration(0, null);
        }
        if (at == text.length()) {
            return invalid(text);
        }
        double nanos = 0;
        long whole = 0;
        while (at < text.length()) {
            int start = at;
            while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            String number = text.substring(start, at);
            if (number.isEmpty() || number.equals(".") || number.indexOf('.') != number.lastIndexOf('.')) {
                return invalid(text);
            }
            start = at;
            while (at < text.length() && !isDigit(text.charAt(at)) && text.charAt(at) != '.') {
                at++;
            }
            String unit = text.substring(start, at);
            if (unit.isEmpty()) {
                return new GoDuration(0, "time: missing unit in duration " + GoQuote.quote(text));
            }
            long unitNanos = unitNanos(unit);
            if (unitNanos == 0) {
                return new GoDuration(
                        0, "time: unknown unit " + GoQuote.quote(unit) + " in duration " + GoQuote.quote(text));
            }
            double value = Double.parseDouble(number) * unitNanos;
            nanos += value;
            // Whole numbers stay exact beyond what a double can tell apart.
            whole +=
                    number.indexOf('.') < 0 && number.length() < 19 ? Long.parseLong(number) * unitNanos : (long) value;
            if (nanos > Long.MAX_VALUE) {
                return invalid(text);
            }
        }
        return new GoDuration(negative ? -whole : whole, null);
    }

    private static GoDuration invalid(String text) {
        return new GoDuration(0, "time: invalid duration " + GoQuote.quote(text));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** 0 for a unit that Go does not know. */
    private static long unitNanos(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs", "μs" -> 1_000;
            case "ms" -> 1_000_000;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 0;
        };
    }
}
