package dev.lodur.engine.template;

import dev.lodur.model.GoFloat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The loose conversions of the sprig library: whatever is no number counts as zero. */
final class Casts {
    private static final Pattern DECIMAL = Pattern.compile("([-+]?\\d*)(\\.\\d*)?");

    private Casts() {}

    static long toWhole(Value value) {
        return switch (value) {
            case Value.Whole whole -> whole.number();
            case Value.Real(double number) -> toWhole(number);
            case Value.Truth(boolean holds) -> holds ? 1 : 0;
            case Value.Text(String text) ->
                GoInteger.parse(withoutFraction(text)).orElse(0);
            case Value.Nil nil -> 0;
            case Value.Moment moment -> 0;
            case Value.Listing listing -> 0;
            case Value.Mapping mapping -> 0;
            case Value.Labels labels -> 0;
        };
    }

    /** What does not fit becomes the smallest integer, as processors do it that Go runs on. */
    private static long toWhole(double number) {
        return number >= -0x1p63 && number < 0x1p63 ? (long) number : Long.MIN_VALUE;
    }

    private static String withoutFraction(String text) {
        if (text.indexOf('.') < 0) {
            return text;
        }
        Matcher matcher = DECIMAL.matcher(text);
        if (!matcher.matches()) {
            return text;
        }
        String whole = matcher.group(1);
        return whole.isEmpty() || whole.equals("-") || whole.equals("+") ? "0" : whole;
    }

    static double toReal(Value value) {
        return switch (value) {
            case Value.Whole whole -> whole.number();
            case Value.Real(double number) -> number;
            case Value.Truth(boolean holds) -> holds ? 1 : 0;
            case Value.Text(String text) -> GoFloat.parse(text).orElse(0);
            case Value.Nil nil -> 0;
            case Value.Moment moment -> 0;
            case Value.Listing listing -> 0;
            case Value.Mapping mapping -> 0;
            case Value.Labels labels -> 0;
        };
    }
}
