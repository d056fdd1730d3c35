package dev.lodur.engine.template;

import org.jspecify.annotations.Nullable;

/** The methods of durations, months and days of the week that templates can call. */
final class DurationMethods {
    private static final double NANOS_IN_SECOND = 1e9;

    private DurationMethods() {}

    /** The method of a number, null where its type has none of that name. */
    static @Nullable Function find(Value.Whole whole, String name) {
        return switch (whole.type()) {
            case INT, INT64, UINT8 -> null;
            case MONTH, WEEKDAY -> name.equals("String") ? text(whole) : null;
            case DURATION -> ofDuration(whole, name);
        };
    }

    private static @Nullable Function ofDuration(Value.Whole whole, String name) {
        long nanos = whole.number();
        return switch (name) {
            case "String" -> text(whole);
            case "Hours" -> real(name, nanos / NANOS_IN_SECOND / 3600);
            case "Minutes" -> real(name, nanos / NANOS_IN_SECOND / 60);
            case "Seconds" -> real(name, nanos / NANOS_IN_SECOND);
            case "Milliseconds" -> whole(name, nanos / 1_000_000);
            case "Microseconds" -> whole(name, nanos / 1000);
            case "Nanoseconds" -> whole(name, nanos);
            default -> null;
        };
    }

    private static Function text(Value.Whole whole) {
        return Function.of("String", arguments -> new Value.Text(GoPrinter.text(whole)));
    }

    private static Function real(String name, double number) {
        return Function.of(name, arguments -> new Value.Real(number));
    }

    private static Function whole(String name, long number) {
        return Function.of(name, arguments -> Value.Whole.of64(number));
    }
}
