package dev.lodur.engine;

/**
 * Reads the decimal numbers that logs are full of, such as {@code -12.75}, without an object: exact where digits and powers
 * of ten fit a double (Clinger 1990), which up to 15 digits always do.
 */
final class SimpleNumber {
    private static final int DIGITS_MAX = 15;
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private SimpleNumber() {}

    /** The number, or NaN where the text is not of this simple form. */
    static double parse(byte[] bytes, int from, int to) {
        boolean negative = from < to && bytes[from] == '-';
        int at = negative ? from + 1 : from;
        long digits = 0;
        int count = 0;
        int decimals = 0;
        boolean point = false;
        for (; at < to; at++) {
            byte b = bytes[at];
            if (b >= '0' && b <= '9') {
                digits = 10 * digits + b - '0';
                count++;
                decimals += point ? 1 : 0;
            } else if (b == '.' && !point) {
                point = true;
            } else {
                return Double.NaN;
            }
        }
        if (count == 0 || count > DIGITS_MAX) {
            return Double.NaN;
        }
        double value = digits / POWERS_OF_TEN[decimals];
        return negative ? -value : value;
    }
}
