package dev.lodur.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Go writes them ({@code 1h30m}, with fractions and a sign) and as Prometheus writes them ({@code 1w2d},
 * whole numbers from years down to milliseconds, without a sign).
 *
 * <p>Both are bounded by 63 bits of nanoseconds. Text that does not parse is an {@link IllegalArgumentException} with
 * the wording that users of Loki know.
 */
public final class DurationText {
    private static final BigInteger NANOS_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final int TEXT_LENGTH_MAX = 64;

    private static final Map<String, Long> GO_UNIT_NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private static final Pattern PROMETHEUS = Pattern.compile(
            "(?:([0-9]+)y)?(?:([0-9]+)w)?(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?(?:([0-9]+)ms)?");
    private static final String[] PROMETHEUS_UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
    private static final long[] PROMETHEUS_UNIT_MILLIS = {
        31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
    };

    private DurationText() {}

    /** Reads Go's form; {@code 0} needs no unit. */
    public static Duration parseGo(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        if (rest.isEmpty() || text.length() > TEXT_LENGTH_MAX) {
            throw invalidGo(text);
        }
        BigInteger nanos = BigInteger.ZERO;
        int at = 0;
        while (at < rest.length()) {
            int unitStart = endOfNumber(rest, at);
            int unitEnd = endOfUnit(rest, unitStart);
            nanos = nanos.add(partNanos(text, rest.substring(at, unitStart), rest.substring(unitStart, unitEnd)));
            at = unitEnd;
        }
        if (nanos.compareTo(NANOS_MAX) > 0) {
            throw invalidGo(text);
        }
        return Duration.ofNanos(negative ? -nanos.longValueExact() : nanos.longValueExact());
    }

    private static int endOfNumber(String text, int from) {
        int at = from;
        while (at < text.length() && isNumber(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int endOfUnit(String text, int from) {
        int at = from;
        while (at < text.length() && !isNumber(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isNumber(char c) {
        return (c >= '0' && c <= '9') || c == '.';
    }

    private static BigInteger partNanos(String text, String number, String unit) {
        if (number.isEmpty() || number.equals(".") || number.indexOf('.') != number.lastIndexOf('.')) {
            throw invalidGo(text);
        }
        if (unit.isEmpty()) {
            throw new IllegalArgumentException("time: missing unit in duration \"" + text + "\"");
        }
        Long unitNanos = GO_UNIT_NANOS.get(unit);
        if (unitNanos == null) {
            throw new IllegalArgumentException("time: unknown unit \"" + unit + "\" in duration \"" + text + "\"");
        }
        return new BigDecimal(number).multiply(BigDecimal.valueOf(unitNanos)).toBigInteger();
    }

    private static IllegalArgumentException invalidGo(String text) {
        return new IllegalArgumentException("time: invalid duration \"" + text + "\"");
    }

    /** Reads Prometheus' form; {@code 0} needs no unit. */
    public static Duration parsePrometheus(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty duration string");
        }
        Matcher parts = PROMETHEUS.matcher(text);
        if (text.length() > TEXT_LENGTH_MAX || !parts.matches()) {
            throw new IllegalArgumentException("not a valid duration string: \"" + text + "\"");
        }
        BigInteger millis = BigInteger.ZERO;
        for (int i = 0; i < PROMETHEUS_UNITS.length; i++) {
            String number = parts.group(i + 1);
            if (number != null) {
                millis = millis.add(new BigInteger(number).multiply(BigInteger.valueOf(PROMETHEUS_UNIT_MILLIS[i])));
            }
        }
        if (millis.multiply(BigInteger.valueOf(1_000_000)).compareTo(NANOS_MAX) > 0) {
            throw new IllegalArgumentException("duration out of range");
        }
        return Duration.ofMillis(millis.longValueExact());
    }

    /** Writes Go's form: {@code 1h0m0s}, {@code 1m30s}, {@code 1.5s}, {@code 100ms}, {@code 0s}. */
    public static String formatGo(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        String sign = duration.isNegative() ? "-" : "";
        Duration positive = duration.abs();
        if (positive.compareTo(Duration.ofSeconds(1)) < 0) {
            return sign + formatSubsecond(positive.toNanos());
        }
        long hours = positive.toHours();
        int minutes = positive.toMinutesPart();
        String seconds = decimal(positive.toSecondsPart() * 1_000_000_000L + positive.toNanosPart(), 9) + "s";
        if (hours > 0) {
            return sign + hours + "h" + minutes + "m" + seconds;
        }
        return sign + (minutes > 0 ? minutes + "m" : "") + seconds;
    }

    private static String formatSubsecond(long nanos) {
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        return nanos < 1_000_000 ? decimal(nanos, 3) + "µs" : decimal(nanos, 6) + "ms";
    }

    private static String decimal(long unscaled, int scale) {
        return BigDecimal.valueOf(unscaled, scale).stripTrailingZeros().toPlainString();
    }

    /** Writes Prometheus' form: years and weeks only where they divide evenly; what is below a millisecond is lost. */
    public static String formatPrometheus(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        StringBuilder out = new StringBuilder(millis < 0 ? "-" : "");
        millis = Math.abs(millis);
        for (int i = 0; i < PROMETHEUS_UNITS.length; i++) {
            long count = millis / PROMETHEUS_UNIT_MILLIS[i];
            boolean onlyWhole = i < 2;
            if (count == 0 || (onlyWhole && millis % PROMETHEUS_UNIT_MILLIS[i] != 0)) {
                continue;
            }
            out.append(count).append(PROMETHEUS_UNITS[i]);
            millis -= count * PROMETHEUS_UNIT_MILLIS[i];
        }
        return out.toString();
    }
}
