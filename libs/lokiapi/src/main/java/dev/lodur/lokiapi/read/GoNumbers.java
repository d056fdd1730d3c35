package dev.lodur.lokiapi.read;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.GoQuote;
import dev.lodur.model.LodurException;

/** Whole numbers as Go's {@code strconv} reads them, with its error texts, and floats as it prints them. */
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
