package dev.lodur.engine.template;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The methods of times that templates can call. */
final class TimeMethods {
    private static final long MILLIS_IN_SECOND = 1000;

    private TimeMethods() {}

    /** The method of a time, null where it has none of that name. */
    static @Nullable Function find(ZonedDateTime time, String name) {
        return switch (name) {
            case "Unix" -> number(name, WholeType.INT64, time.toEpochSecond());
            case "UnixMilli" ->
                number(name, WholeType.INT64, time.toEpochSecond() * MILLIS_IN_SECOND + time.getNano() / 1_000_000);
            case "UnixMicro" -> number(name, WholeType.INT64, time.toEpochSecond() * 1_000_000 + time.getNano() / 1000);
            case "UnixNano" -> number(name, WholeType.INT64, GoTime.nanos(time));
            case "Year" -> number(name, WholeType.INT, time.getYear());
            case "Month" -> number(name, WholeType.MONTH, time.getMonthValue());
            case "Day" -> number(name, WholeType.INT, time.getDayOfMonth());
            case "YearDay" -> number(name, WholeType.INT, time.getDayOfYear());
            case "Weekday" ->
                number(name, WholeType.WEEKDAY, time.getDayOfWeek().getValue() % 7);
            case "Hour" -> number(name, WholeType.INT, time.getHour());
            case "Minute" -> number(name, WholeType.INT, time.getMinute());
            case "Second" -> number(name, WholeType.INT, time.getSecond());
            case "Nanosecond" -> number(name, WholeType.INT, time.getNano());
            case "String" -> Function.of(name, arguments -> new Value.Text(GoTime.text(time)));
            case "Format" ->
                Function.of(
                        name, arguments -> new Value.Text(GoTimeFormat.format(time, arguments.text(0))), Kind.STRING);
            case "UTC", "Local" ->
                Function.of(name, arguments -> new Value.Moment(time.withZoneSameInstant(ZoneOffset.UTC)));
            case "IsZero" ->
                Function.of(name, arguments -> Value.Truth.of(time.toInstant().equals(GoTime.ZERO.toInstant())));
            default -> computing(time, name);
        };
    }

    private static @Nullable Function computing(ZonedDateTime time, String name) {
        return switch (name) {
            case "Add" ->
                Function.of(name, arguments -> moved(() -> time.plusNanos(arguments.whole(0))), Kind.DURATION);
            case "AddDate" ->
                Function.of(
                        name,
                        arguments -> moved(() -> time.plusYears(arguments.whole(0))
                                .plusMonths(arguments.whole(1))
                                .plusDays(arguments.whole(2))),
                        Kind.INT,
                        Kind.INT,
                        Kind.INT);
            case "Sub" ->
                Function.of(
                        name,
                        arguments -> new Value.Whole(
                                GoTime.nanos(time) - GoTime.nanos(arguments.time(0)), WholeType.DURATION),
                        Kind.TIME);
            case "Before" ->
                Function.of(name, arguments -> Value.Truth.of(compare(time, arguments.time(0)) < 0), Kind.TIME);
            case "After" ->
                Function.of(name, arguments -> Value.Truth.of(compare(time, arguments.time(0)) > 0), Kind.TIME);
            case "Equal" ->
                Function.of(name, arguments -> Value.Truth.of(compare(time, arguments.time(0)) == 0), Kind.TIME);
            default -> null;
        };
    }

    private static int compare(ZonedDateTime left, ZonedDateTime right) {
        return left.toInstant().compareTo(right.toInstant());
    }

    private static Value moved(Supplier<ZonedDateTime> move) throws FunctionFailure {
        try {
            return new Value.Moment(move.get());
        } catch (DateTimeException | ArithmeticException e) {
            throw new FunctionFailure("time out of range");
        }
    }

    private static Function number(String name, WholeType type, long number) {
        return Function.of(name, arguments -> new Value.Whole(number, type));
    }
}
