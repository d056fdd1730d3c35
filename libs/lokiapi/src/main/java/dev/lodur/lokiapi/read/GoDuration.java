package dev.lodur.lokiapi.read;

/** Durations as Go prints them: {@code 1692h0m0s}, {@code 1m0.5s}, {@code 250ms}, {@code 0s}. */
final class GoDuration {
    private static final long SECOND = 1_000_000_000L;

    private GoDuration() {}

    static String format(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        if (nanos < 0) {
            text.append('-');
        }
        long size = Math.abs(nanos);
        if (size < SECOND) {
            return appendSmall(text, size).toString();
        }
        long seconds = size / SECOND;
        if (seconds >= 3600) {
            text.append(seconds / 3600).append('h');
        }
        if (seconds >= 60) {
            text.append(seconds / 60 % 60).append('m');
        }
        appendDecimal(text, seconds % 60 * SECOND + size % SECOND, SECOND);
        return text.append('s').toString();
    }

    private static StringBuilder appendSmall(StringBuilder text, long nanos) {
        if (nanos < 1000) {
            return text.append(nanos).append("ns");
        }
        boolean micros = nanos < 1_000_000;
        appendDecimal(text, nanos, micros ? 1000 : 1_000_000);
        return text.append(micros ? "µs" : "ms");
    }

    /** A value over a unit that is a power of ten, without trailing zeros. */
    static void appendDecimal(StringBuilder text, long value, long unit) {
        text.append(value / unit);
        long rest = value % unit;
        if (rest == 0) {
            return;
        }
        text.append('.');
        for (long digit = unit / 10; rest > 0; digit /= 10) {
            text.append(rest / digit);
            rest %= digit;
        }
    }
}
