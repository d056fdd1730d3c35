package dev.lodur.logql;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;

/** Sizes as people write them: {@code 1.5MiB} (powers of 1024), {@code 20kB} or {@code 20k} (powers of 1000). */
final class ByteText {
    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("", 1L),
            Map.entry("b", 1L),
            Map.entry("k", 1_000L),
            Map.entry("kb", 1_000L),
            Map.entry("m", 1_000_000L),
            Map.entry("mb", 1_000_000L),
            Map.entry("g", 1_000_000_000L),
            Map.entry("gb", 1_000_000_000L),
            Map.entry("t", 1_000_000_000_000L),
            Map.entry("tb", 1_000_000_000_000L),
            Map.entry("p", 1_000_000_000_000_000L),
            Map.entry("pb", 1_000_000_000_000_000L),
            Map.entry("ki", 1L << 10),
            Map.entry("kib", 1L << 10),
            Map.entry("mi", 1L << 20),
            Map.entry("mib", 1L << 20),
            Map.entry("gi", 1L << 30),
            Map.entry("gib", 1L << 30),
            Map.entry("ti", 1L << 40),
            Map.entry("tib", 1L << 40),
            Map.entry("pi", 1L << 50),
            Map.entry("pib", 1L << 50));

    private static final String[] PRINTED_UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private ByteText() {}

    /** The bytes, or -1 where the text is no size or does not fit. */
    static long parse(String text) {
        int digits = 0;
        while (digits < text.length() && (Lexer.isDigit(text.charAt(digits)) || text.charAt(digits) == '.')) {
            digits++;
        }
        Long unit = UNITS.get(text.substring(digits).toLowerCase(Locale.ROOT));
        if (unit == null) {
            return -1;
        }
        double number = FloatText.parse(text.substring(0, digits));
        double bytes = number * unit;
        // NaN where the digits are no number.
        return bytes >= 0 && bytes < 0x1p63 ? (long) bytes : -1;
    }

    /** Two digits with a decimal unit, {@code 5.2MB}; below 10 bytes the number itself. */
    static String print(long bytes) {
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
