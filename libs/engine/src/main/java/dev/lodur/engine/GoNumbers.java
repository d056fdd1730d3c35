package dev.lodur.engine;

import dev.lodur.model.GoQuote;
import java.util.regex.Pattern;

/** Numbers as Go's {@code strconv.ParseFloat} reads them, with its words for what it refuses. */
final class GoNumbers {
    private static final String DIGITS = "[0-9](_?[0-9])*";
    private static final String HEX = "[0-9a-fA-F]";
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern HEXADECIMAL =
            Pattern.compile("[+-]?0[xX](" + HEX + "+\\.?" + HEX + "*|\\." + HEX + "+)[pP][+-]?" + DIGITS);
    private static final Pattern NAMED = Pattern.compile("(?i)[+-]?(inf|infinity)|nan");

    private GoNumbers() {}

    static boolean isFloat(String text) {
        return DECIMAL.matcher(text).matches()
                || HEXADECIMAL.matcher(text).matches()
                || NAMED.matcher(text).matches();
    }

    /** The number, or NaN where the text is none ({@link #isFloat} tells the two kinds of NaN apart). */
    static double parseFloat(String text) {
        if (DECIMAL.matcher(text).matches() || HEXADECIMAL.matcher(text).matches()) {
            return Double.parseDouble(text);
        }
        if (!NAMED.matcher(text).matches() || text.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    static String floatFailure(String text) {
        return "strconv.ParseFloat: parsing " + GoQuote.quote(text) + ": invalid syntax";
    }
}
