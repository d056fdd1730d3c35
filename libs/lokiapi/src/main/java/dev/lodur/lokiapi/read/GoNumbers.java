package dev.lodur.lokiapi.read;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.GoQuote;
import dev.lodur.model.LodurException;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Numbers as Go's {@code strconv} reads and prints them, with its error texts, which Loki passes on to clients.
 *
 * <p>Java's parsers differ in what they let through: digits of other scripts, surrounding blanks, type suffixes.
 */
final class GoNumbers {
    private static final long EXACT_LONG_MAX = 1L << 53;

    private GoNumbers() {}

    /** A decimal of 64 bits; the error names the Go function, {@code strconv.Atoi} or {@code strconv.ParseInt}. */
    static long parseLong(String text, String function) {
        if (!isDecimal(text)) {
            throw invalid(text, function, "invalid syntax");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw invalid(text, function, "value out of range");
        }
    }

    static boolean isDecimal(String text) {
        int from = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > from;
    }

    private static LodurException invalid(String text, String function, String reason) {
        return new LodurException(
                ErrorCode.INVALID_REQUEST, function + ": parsing " + GoQuote.quote(text) + ": " + reason);
    }

    /** A float as {@code strconv.ParseFloat} reads it, or empty where it is none or too large. */
    static OptionalDouble parseDouble(String text) {
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> OptionalDouble.of(Double.NaN);
            case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default -> parseFinite(text);
        };
    }

    private static OptionalDouble parseFinite(String text) {
        char first = text.charAt(0);
        char last = text.charAt(text.length() - 1);
        // Java trims blanks and takes a suffix of type; a number's text ends with a digit or its point.
        if (first <= ' ' || !(last == '.' || (last >= '0' && last <= '9'))) {
            return OptionalDouble.empty();
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** The shortest decimal that reads back as the value, never with an exponent; {@code NaN}, {@code +Inf}, {@code -Inf}. */
    static String formatDouble(double value) {
        if (value == Math.rint(value) && Math.abs(value) < EXACT_LONG_MAX) {
            return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
        }
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return PlainDecimal.of(value);
    }
}
