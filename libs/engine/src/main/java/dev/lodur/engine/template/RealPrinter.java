package dev.lodur.engine.template;

import java.util.Locale;

/** Prints a float by a verb of {@code printf}; one directive. */
final class RealPrinter {
    private static final int DEFAULT_PRECISION = 6;

    private final StringBuilder out;
    private final PrintFlags flags;

    RealPrinter(StringBuilder out, PrintFlags flags) {
        this.out = out;
        this.flags = flags;
    }

    /** Prints the number, or says that the verb does not fit. */
    boolean print(double number, int verb) {
        switch (verb) {
            case 'v', 'g' -> signed(GoFloatText.format(number, 'g', precision(GoFloatText.SHORTEST)));
            case 'G' -> signed(upper(GoFloatText.format(number, 'g', precision(GoFloatText.SHORTEST))));
            case 'e' -> signed(GoFloatText.format(number, 'e', precision(DEFAULT_PRECISION)));
            case 'E' -> signed(upper(GoFloatText.format(number, 'e', precision(DEFAULT_PRECISION))));
            case 'f', 'F' -> signed(GoFloatText.format(number, 'f', precision(DEFAULT_PRECISION)));
            case 'x' -> signed(hexadecimal(number));
            case 'X' -> signed(hexadecimal(number).toUpperCase(Locale.ROOT));
            default -> {
                return false;
            }
        }
        return true;
    }

    private int precision(int otherwise) {
        return flags.hasPrecision() ? flags.precision() : otherwise;
    }

    private static String upper(String text) {
        return text.replace('e', 'E');
    }

    /** The exponent of Go has a sign and two digits, and a whole mantissa no point. */
    private static String hexadecimal(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return GoFloatText.text(number);
        }
        String text = Double.toHexString(number).replace(".0p", "p");
        int mark = text.indexOf('p');
        int exponent = Integer.parseInt(text.substring(mark + 1));
        return text.substring(0, mark)
                + String.format(Locale.ROOT, "p%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private void signed(String text) {
        boolean negative = text.startsWith("-");
        boolean infinite = text.endsWith("Inf");
        String size = negative || text.startsWith("+") ? text.substring(1) : text;
        String sign = negative ? "-" : flags.plus() ? "+" : flags.space() ? " " : infinite ? "+" : "";
        if (flags.zero() && !infinite && !text.equals("NaN")) {
            out.append(sign);
            Padding.append(out, size, flags, flags.width() - sign.length(), true);
        } else {
            Padding.append(out, sign + size, flags, flags.width(), false);
        }
    }
}
