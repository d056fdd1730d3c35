package dev.lodur.lokiapi.read;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Finite doubles as plain decimals with as few digits as read back to the same value, Go's format {@code 'f'} with precision -1. */
final class PlainDecimal {
    private PlainDecimal() {}

    static String of(double value) {
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (decimal.precision() == 2) {
            // Double.toString prints at least two digits and may choose them where one would do, as in 4.9E-324.
            BigDecimal oneDigit = decimal.setScale(decimal.scale() - 1, RoundingMode.HALF_EVEN);
            if (oneDigit.doubleValue() == value) {
                decimal = oneDigit;
            }
        }
        return decimal.toPlainString();
    }
}
