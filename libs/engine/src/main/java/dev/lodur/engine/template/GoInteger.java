package dev.lodur.engine.template;

import java.math.BigInteger;
import java.util.OptionalLong;

/** Integers in Go's syntax: decimal, or with a prefix for another base, and underscores between digits. */
final class GoInteger {
    private static final int MAX_LENGTH = 200;

    private GoInteger() {}

    /** The number, or empty where the text is none or does not fit into 64 bits. */
    static OptionalLong parse(String text) {
        int sign = signLength(text);
        String digits = text.substring(sign);
        int radix = radix(digits);
        // A zero alone in front also means octal.
        int prefix = radix == 10 ? 0 : digits.length() > 1 && Character.isLetter(digits.charAt(1)) ? 2 : 1;
        String body = digits.substring(prefix);
        if (!underscoresSeparate(body, prefix > 0)) {
            return OptionalLong.empty();
        }
        return parse(text.startsWith("-"), body.replace("_", ""), radix);
    }

    /** The number in decimal digits, nothing else than a sign before them. */
    static OptionalLong parseDecimal(String text) {
        return parse(text.startsWith("-"), text.substring(signLength(text)), 10);
    }

    /** Whether a text that is refused has digits only, but too many. */
    static boolean isOutOfRange(String text) {
        String digits = text.substring(signLength(text));
        return !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int signLength(String text) {
        return text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    }

    private static OptionalLong parse(boolean negative, String digits, int radix) {
        if (digits.isEmpty() || digits.length() > MAX_LENGTH || !digits.chars().allMatch(c -> isDigit(c, radix))) {
            return OptionalLong.empty();
        }
        BigInteger size = new BigInteger(digits, radix);
        BigInteger value = negative ? size.negate() : size;
        return value.bitLength() < Long.SIZE ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
    }

    private static boolean isDigit(int c, int radix) {
        return c < 0x80 && Character.digit(c, radix) >= 0;
    }

    private static int radix(String digits) {
        if (digits.length() < 2 || digits.charAt(0) != '0') {
            return 10;
        }
        return switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'b', 'B' -> 2;
            default -> 8;
        };
    }

    private static boolean underscoresSeparate(String body, boolean mayLead) {
        return !body.endsWith("_") && !body.contains("__") && (mayLead || !body.startsWith("_"));
    }
}
