package dev.lodur.config;

import dev.lodur.model.ByteSize;
import dev.lodur.model.GoDuration;
import dev.lodur.model.PrometheusDuration;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What stands behind a key: how its text is read and what a person is told to write. */
enum Kind {
    SECTION("a section of keys"),
    LIST("a list of sections"),
    MAP("a mapping of names to texts"),
    ANY("any value"),
    STRING("a text"),
    SECRET("a text"),
    CHOICE("one of a list"),
    BOOL("true or false"),
    INT("an integer"),
    PORT("a port from 0 to 65535"),
    FLOAT("a number"),
    DURATION("a duration such as 1h30m"),
    PROM("a duration such as 1h30m, 7d or 2w"),
    SIZE("a size such as 256KB or 4GB"),
    STRINGS("a list of texts"),
    DATE("a date such as 2024-04-01");

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]{1,40}(?:\\.[0-9]{0,40})?|\\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?");

    private final String expected;

    Kind(String expected) {
        this.expected = expected;
    }

    /** The name of the kind in messages: what is expected. */
    String expected() {
        return expected;
    }

    /** Whether one text holds the whole value, so that a flag can set it. */
    boolean isScalar() {
        return switch (this) {
            case SECTION, LIST, MAP, ANY -> false;
            case STRING, SECRET, CHOICE, BOOL, INT, PORT, FLOAT, DURATION, PROM, SIZE, STRINGS, DATE -> true;
        };
    }

    /** Reads a value of a scalar kind; text that does not fit is an {@link IllegalArgumentException}. */
    Object parse(String text) {
        return switch (this) {
            case STRING, CHOICE -> text;
            case SECRET -> new Secret(text);
            case BOOL -> parseBool(text);
            case INT -> parseInteger(text);
            case PORT -> parsePort(text);
            case FLOAT -> parseNumber(text);
            case DURATION -> Duration.ofNanos(GoDuration.parse(text).orElseThrow(IllegalArgumentException::new));
            case PROM -> Duration.ofNanos(PrometheusDuration.parse(text).orElseThrow(IllegalArgumentException::new));
            case SIZE -> ByteSizeText.parse(text);
            case STRINGS -> parseStrings(text);
            case DATE -> parseDate(text);
            case SECTION, LIST, MAP, ANY -> throw new IllegalArgumentException("a text where there should be more");
        };
    }

    /** The value of a key that nobody set and that has no default. */
    Object empty() {
        return switch (this) {
            case STRING, CHOICE -> "";
            case SECRET -> new Secret("");
            case BOOL -> false;
            case INT, PORT, SIZE -> 0L;
            case FLOAT -> 0.0;
            case DURATION, PROM -> Duration.ZERO;
            case STRINGS -> List.of();
            case MAP, ANY, SECTION -> Map.of();
            case LIST -> 0L;
            case DATE -> LocalDate.EPOCH;
        };
    }

    /** Writes a value so that {@link #parse} reads it back; secrets are masked. */
    String format(Object value) {
        return switch (this) {
            case DURATION -> GoDuration.format(((Duration) value).toNanos());
            case PROM -> PrometheusDuration.format(((Duration) value).toNanos());
            case SIZE -> new ByteSize((Long) value).toString();
            case FLOAT -> formatNumber((Double) value);
            case STRINGS ->
                String.join(",", ((List<?>) value).stream().map(String::valueOf).toList());
            case SECTION, LIST, MAP, ANY, STRING, SECRET, CHOICE, BOOL, INT, PORT, DATE -> String.valueOf(value);
        };
    }

    private static String formatNumber(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static Boolean parseBool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "y" -> true;
            case "false", "no", "off", "n" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static Long parseInteger(String text) {
        if (!INTEGER.matcher(text).matches()) {
            throw new IllegalArgumentException("not a whole number");
        }
        return Long.valueOf(text);
    }

    private static Long parsePort(String text) {
        long port = parseInteger(text);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("out of range");
        }
        return port;
    }

    private static Double parseNumber(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("not a number");
        }
        return Double.valueOf(text);
    }

    private static List<String> parseStrings(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static LocalDate parseDate(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a day of the calendar", e);
        }
    }
}
