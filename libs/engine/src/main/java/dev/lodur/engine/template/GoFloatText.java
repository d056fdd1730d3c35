package dev.lodur.engine.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floats as Go's {@code strconv.FormatFloat} writes them. */
final class GoFloatText {
    /** As many digits as tell the number from all others. */
    static final int SHORTEST = -1;

    private static final int SHORTEST_EXPONENT_LIMIT = 6;

    private GoFloatText() {}

    /** The form in which {@code print} shows a float. */
    static String text(double number) {
        return format(number, 'g', SHORTEST);
    }

    /**
     * Writes a number.
     *
     * @param form {@code e}, {@code f} or {@code g}
     * @param precision digits after the point, with {@code g} all digits; or {@link #SHORTEST}
     */
    static String format(double number, char form, int precision) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        boolean negative = Math.copySign(1, number) < 0;
        if (Double.isInfinite(number)) {
            return negative ? "-Inf" : "+Inf";
        }
        double size = Math.abs(number);
        BigDecimal digits = precision == SHORTEST ? new BigDecimal(Double.toString(size)) : new BigDecimal(size);
        String text = switch (form) {
            case 'e' -> exponential(digits, precision);
            case 'f' -> fixed(digits, precision);
            default -> general(digits, precision);
        };
        return negative ? "-" + text : text;
    }

    private static String fixed(BigDecimal digits, int precision) {
        if (precision == SHORTEST) {
            return digits.signum() == 0 ? "0" : digits.stripTrailingZeros().toPlainString();
        }
        return digits.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String exponential(BigDecimal digits, int precision) {
        BigDecimal rounded = precision == SHORTEST
                ? digits.stripTrailingZeros()
                : digits.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        String all = rounded.unscaledValue().toString();
        int exponent = rounded.signum() == 0 ? 0 : all.length() - 1 - rounded.scale();
        StringBuilder text = new StringBuilder(rounded.signum() == 0 ? "0" : all);
        while (text.length() < precision + 1) {
            text.append('0');
        }
        if (text.length() > 1) {
            text.insert(1, '.');
        }
        text.append(exponent < 0 ? "e-" : "e+");
        if (Math.abs(exponent) < 10) {
            text.append('0');
        }
        return text.append(Math.abs(exponent)).toString();
    }

    private static String general(BigDecimal digits, int precision) {
        BigDecimal rounded = precision == SHORTEST
                ? digits.stripTrailingZeros()
                : digits.round(new MathContext(Math.max(precision, 1), RoundingMode.HALF_EVEN))
                        .stripTrailingZeros();
        if (rounded.signum() == 0) {
            return "0";
        }
        int count = rounded.precision();
        int exponent = count - 1 - rounded.scale();
        if (exponent < -4 || exponent >= exponentLimit(precision, count, exponent)) {
            return exponential(rounded, count - 1);
        }
        return rounded.toPlainString();
    }

    /** The exponent from which on a number is written with one. */
    private static int exponentLimit(int precision, int count, int exponent) {
        if (precision == SHORTEST) {
            return SHORTEST_EXPONENT_LIMIT;
        }
        int limit = Math.max(precision, 1);
        return limit > count && count > exponent ? count : limit;
    }
}
