package dev.lodur.logql;

import dev.lodur.model.GoFloat;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Floating point numbers in the forms of Go's {@code strconv} and {@code fmt}. */
final class FloatText {
    /** Numbers with more digits before the point, and those below 1e-4, have an exponent in the short form. */
    private static final int SHORT_FORM_DIGITS = 6;

    private FloatText() {}

    /** The number, or NaN where the text is none or does not fit. */
    static double parse(String text) {
        return GoFloat.parse(text).orElse(Double.NaN);
    }

    /** As {@code %f}: six digits after the point. */
    static String sixDecimals(double value) {
        return isSpecial(value)
                ? special(value)
                : new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN).toString();
    }

    /** As {@code FormatFloat(value, 'f', -1, 64)}: the shortest digits that give the number, never an exponent. */
    static String plain(double value) {
        return isSpecial(value) ? special(value) : sign(value) + shortest(value).toPlainString();
    }

    /** As {@code %v}: the shortest digits, with an exponent for large and small numbers. */
    static String shortForm(double value) {
        if (isSpecial(value) || value == 0) {
            return plain(value);
        }
        BigDecimal digits = shortest(value);
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -4 && exponent <= SHORT_FORM_DIGITS - 1) {
            return plain(value);
        }
        String unscaled = digits.unscaledValue().toString();
        String mantissa = unscaled.length() == 1 ? unscaled : unscaled.charAt(0) + "." + unscaled.substring(1);
        String padding = Math.abs(exponent) < 10 ? "0" : "";
        return sign(value) + mantissa + 'e' + (exponent < 0 ? '-' : '+') + padding + Math.abs(exponent);
    }

    private static BigDecimal shortest(double value) {
        BigDecimal digits = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
        return digits.signum() == 0 ? BigDecimal.ZERO : digits;
    }

    private static String sign(double value) {
        return Math.copySign(1, value) < 0 ? "-" : "";
    }

    private static boolean isSpecial(double value) {
        return Double.isNaN(value) || Double.isInfinite(value);
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    }
}
