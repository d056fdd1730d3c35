package dev.lodur.lokiapi.read;

import dev.lodur.model.GoDuration;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Times in RFC 3339 with any number of fractional digits, read and printed as Go does: capital {@code T} and
 * {@code Z}, an offset of hours and minutes, digits beyond nanoseconds cut off, no trailing zeros when printed.
 */
final class Rfc3339 {
    /** Where the digits of {@code yyyy-mm-ddThh:mm:ss} stand; the other characters are fixed. */
    private static final String SHAPE = "0000-00-00T00:00:00";

    private static final String OFFSET_SHAPE = "+00:00";

    private Rfc3339() {}

    /** The time that a text names, or null where it names none. */
    static @Nullable Instant parse(String text) {
        int seconds = SHAPE.length();
        if (text.length() <= seconds || !hasShape(text, 0, SHAPE)) {
            return null;
        }
        int fractionEnd = fractionEnd(text, seconds);
        if (fractionEnd < 0) {
            return null;
        }
        ZoneOffset offset = offset(text, fractionEnd);
        if (offset == null) {
            return null;
        }
        try {
            return local(text, nanos(text, seconds, fractionEnd)).toInstant(offset);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static LocalDateTime local(String text, int nanos) {
        return LocalDateTime.of(
                number(text, 0, 4),
                number(text, 5, 2),
                number(text, 8, 2),
                number(text, 11, 2),
                number(text, 14, 2),
                number(text, 17, 2),
                nanos);
    }

    private static boolean hasShape(String text, int from, String shape) {
        for (int i = 0; i < shape.length(); i++) {
            char c = text.charAt(from + i);
            boolean fits = shape.charAt(i) == '0' ? isDigit(c) : c == shape.charAt(i);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Where the fraction ends, which is where it would begin if there is none; -1 for a point without digits. */
    private static int fractionEnd(String text, int from) {
        if (text.charAt(from) != '.' && text.charAt(from) != ',') {
            return from;
        }
        int at = from + 1;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at == from + 1 ? -1 : at;
    }

    private static int nanos(String text, int from, int end) {
        int nanos = 0;
        for (int i = 1; i <= 9; i++) {
            nanos = nanos * 10 + (from + i < end ? text.charAt(from + i) - '0' : 0);
        }
        return nanos;
    }

    private static @Nullable ZoneOffset offset(String text, int from) {
        String offset = text.substring(from);
        if (offset.equals("Z")) {
            return ZoneOffset.UTC;
        }
        if (offset.length() != OFFSET_SHAPE.length() || !hasShape(offset.replace('-', '+'), 0, OFFSET_SHAPE)) {
            return null;
        }
        int seconds = number(offset, 1, 2) * 3600 + number(offset, 4, 2) * 60;
        if (number(offset, 4, 2) > 59 || seconds > ZoneOffset.MAX.getTotalSeconds()) {
            return null;
        }
        return ZoneOffset.ofTotalSeconds(offset.charAt(0) == '-' ? -seconds : seconds);
    }

    private static int number(String text, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    /** {@code 2026-11-10T10:10:00.5Z}: UTC, as many digits as needed. */
    static String format(long nanos) {
        long seconds = Math.floorDiv(nanos, 1_000_000_000L);
        long fraction = Math.floorMod(nanos, 1_000_000_000L);
        LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(30).append(time.toLocalDate()).append('T');
        appendTwo(text, time.getHour());
        appendTwo(text.append(':'), time.getMinute());
        appendTwo(text.append(':'), time.getSecond());
        if (fraction > 0) {
            StringBuilder decimal = new StringBuilder();
            GoDuration.appendDecimal(decimal, fraction, 1_000_000_000L);
            text.append(decimal, 1, decimal.length());
        }
        return text.append('Z').toString();
    }

    private static void appendTwo(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
