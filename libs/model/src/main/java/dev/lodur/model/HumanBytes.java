package dev.lodur.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A size as people write it, {@code 20MB}, {@code 1.5 KiB} or {@code 42}: units of 1000 and, with an i, of 1024; case does
 * not count. What is larger than a long counts as {@link Long#MAX_VALUE}, up to 2^64, where it is refused.
 *
 * @param failure what is wrong with the text, in the words of the library that Loki reads sizes with; null where it is a
 *     size
 */
public record HumanBytes(long bytes, @Nullable String failure) {
    private static final String PREFIXES = "kmgtpe";
    private static final String[] PRINTED_UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    public static HumanBytes parse(String text) {
        int at = 0;
        boolean comma = false;
        while (at < text.length() && isNumberPart(text.charAt(at))) {
            comma |= text.charAt(at) == ',';
            at++;
        }
        String number = comma ? text.substring(0, at).replace(",", "") : text.substring(0, at);
        OptionalDouble value = GoFloat.parse(number);
        if (value.isEmpty()) {
            return new HumanBytes(0, GoFloat.failure(number));
        }
        String unit = text.substring(at).strip().toLowerCase(Locale.ROOT);
        double factor = factor(unit);
        if (factor == 0) {
            return new HumanBytes(0, "unhandled size name: " + unit);
        }
        double bytes = value.getAsDouble() * factor;
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

    /** Two digits with a decimal unit, {@code 5.2MB}; below 10 bytes the number itself. */
    public static String format(long bytes) {
        if (bytes < 10) {
            return bytes + "B";
        }
        int unit = 0;
        long scale = 1;
        while (unit < PRINTED_UNITS.length - 1 && bytes / scale >= 1000) {
            scale *= 1000;
            unit++;
        }
        double tenths = Math.floor((double) bytes / scale * 10 + 0.5);
        int decimals = tenths < 100 ? 1 : 0;
        return BigDecimal.valueOf(tenths / 10).setScale(decimals, RoundingMode.HALF_EVEN) + PRINTED_UNITS[unit];
    }
}
