package dev.lodur.model;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Floating point numbers in the syntax of Go's {@code strconv.ParseFloat}, with its words for what it refuses: decimal
 * ({@code -1.5e3}), hexadecimal with an exponent ({@code 0x1p4}), infinity and NaN by name. Digits are not grouped.
 *
 * <p>Java's parser lets more through: surrounding blanks and suffixes of type.
 */
public final class GoFloat {
    private GoFloat() {}

    /** The number, or empty where the text is none or too large for 64 bits. */
    public static OptionalDouble parse(String text) {
        if (!isNumber(text)) {
            return named(text);
        }
        double value = Double.parseDouble(text);
        return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** What is wrong with a text that {@link #parse} does not read. */
    public static String failure(String text) {
        String reason = isNumber(text) ? "value out of range" : "invalid syntax";
        return "strconv.ParseFloat: parsing " + GoQuote.quote(text) + ": " + reason;
    }

    private static OptionalDouble named(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> OptionalDouble.of(Double.NaN);
            case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default -> OptionalDouble.empty();
        };
    }

    private static boolean isNumber(String text) {
        int at = afterSign(text, 0);
        boolean hexadecimal = at + 1 < text.length() && text.charAt(at) == '0' && (text.charAt(at + 1) | 0x20) == 'x';
        int radix = hexadecimal ? 16 : 10;
        int whole = hexadecimal ? at + 2 : at;
        int fraction = afterDigits(text, whole, radix);
        int digits = fraction - whole;
        int end = fraction;
        if (fraction < text.length() && text.charAt(fraction) == '.') {
            end = afterDigits(text, fraction + 1, radix);
            digits += end - fraction - 1;
        }
        if (digits == 0) {
            return false;
        }
        return end == text.length() ? !hexadecimal : isExponent(text, end, hexadecimal ? 'p' : 'e');
    }

    private static boolean isExponent(String text, int from, char sign) {
        if ((text.charAt(from) | 0x20) != sign) {
            return false;
        }
        int digits = afterSign(text, from + 1);
        return digits < text.length() && afterDigits(text, digits, 10) == text.length();
    }

    private static int afterSign(String text, int from) {
        boolean sign = from < text.length() && (text.charAt(from) == '-' || text.charAt(from) == '+');
        return sign ? from + 1 : from;
    }

    private static int afterDigits(String text, int from, int radix) {
        int at = from;
        while (at < text.length() && text.charAt(at) < 0x80 && Character.digit(text.charAt(at), radix) >= 0) {
            at++;
        }
        return at;
    }
}
