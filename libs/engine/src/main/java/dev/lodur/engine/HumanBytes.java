package dev.lodur.engine;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A size as people write it, {@code 20MB}, {@code 1.5 KiB} or {@code 42}: units of 1000 and, with an i, of 1024; case does
 * not count.
 *
 * @param failure null where the text is a size
 */
record HumanBytes(long bytes, @Nullable String failure) {
    private static final String PREFIXES = "kmgtpe";

    static HumanBytes parse(String text) {
        int at = 0;
        boolean comma = false;
        while (at < text.length() && isNumberPart(text.charAt(at))) {
            comma |= text.charAt(at) == ',';
            at++;
        }
        String number = comma ? text.substring(0, at).replace(",", "") : text.substring(0, at);
        if (!GoNumbers.isFloat(number)) {
            return new HumanBytes(0, GoNumbers.floatFailure(number));
        }
        String unit = text.substring(at).strip().toLowerCase(Locale.ROOT);
        double factor = factor(unit);
        if (factor == 0) {
            return new HumanBytes(0, "unhandled size name: " + unit);
        }
        double bytes = GoNumbers.parseFloat(number) * factor;
        return bytes >= 0x1p64 ? new HumanBytes(0, "too large: " + text) : new HumanBytes((long) bytes, null);
    }

    private static boolean isNumberPart(char c) {
        return (c >= '0' && c <= '9') || c == '.' || c == ',';
    }

    private static double factor(String unit) {
        String bare = unit.endsWith("b") ? unit.substring(0, unit.length() - 1) : unit;
        if (bare.isEmpty()) {
            return 1;
        }
        int power = PREFIXES.indexOf(bare.charAt(0)) + 1;
        if (power == 0 || bare.length() > 2 || (bare.length() == 2 && bare.charAt(1) != 'i')) {
            return 0;
        }
        return Math.pow(bare.length() == 2 ? 1024 : 1000, power);
    }
}
