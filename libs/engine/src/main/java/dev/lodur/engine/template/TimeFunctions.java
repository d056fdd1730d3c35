package dev.lodur.engine.template;

import dev.lodur.engine.template.Value.Moment;
import dev.lodur.engine.template.Value.Text;
import dev.lodur.model.GoQuote;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.OptionalLong;

/** Functions on times. Local time is UTC. */
final class TimeFunctions {
    private static final long SECONDS_IN_DAY = 86_400;

    private TimeFunctions() {}

    static List<Function> functions() {
        return List.of(
                Function.of(
                        "__timestamp__",
                        arguments -> GoTime.ofNanos(arguments.data().timestampNanos())),
                Function.of("now", arguments -> new Moment(now())),
                Function.of("date", TimeFunctions::date, Kind.STRING, Kind.ANY),
                Function.of(
                        "toDate",
                        arguments ->
                                new Moment(GoTimeParse.parse(arguments.text(0), arguments.text(1), ZoneOffset.UTC)),
                        Kind.STRING,
                        Kind.STRING),
                Function.of(
                        "toDateInZone",
                        arguments -> new Moment(GoTimeParse.parse(
                                arguments.text(0), arguments.text(2), GoTime.zone(arguments.text(1)))),
                        Kind.STRING,
                        Kind.STRING,
                        Kind.STRING),
                Function.of("unixToTime", TimeFunctions::unixToTime, Kind.STRING),
                epoch("unixEpoch", 1_000_000_000),
                epoch("unixEpochMillis", 1_000_000),
                epoch("unixEpochNanos", 1));
    }

    private static ZonedDateTime now() {
        return Instant.now().atZone(ZoneOffset.UTC);
    }

    private static Function epoch(String name, long unitNanos) {
        return Function.of(
                name,
                arguments -> {
                    ZonedDateTime time = arguments.time(0);
                    long inSecond = 1_000_000_000 / unitNanos;
                    return new Text(Long.toString(time.toEpochSecond() * inSecond + time.getNano() / unitNanos));
                },
                Kind.TIME);
    }

    /** Formats a time or seconds since the epoch; anything else stands for now. */
    private static Value date(Arguments arguments) {
        ZonedDateTime time = switch (arguments.value(1)) {
            case Moment(ZonedDateTime given) -> given.withZoneSameInstant(ZoneOffset.UTC);
            case Value.Whole whole -> GoTime.ofSeconds(whole.number(), 0).time();
            case Text text -> now();
            case Value.Real real -> now();
            case Value.Truth truth -> now();
            case Value.Nil nil -> now();
            case Value.Listing listing -> now();
            case Value.Mapping mapping -> now();
            case Value.Labels labels -> now();
        };
        return new Text(GoTimeFormat.format(time, arguments.text(0)));
    }

    /** The unit of the number is told by how many digits it has. */
    private static Value unixToTime(Arguments arguments) throws FunctionFailure {
        String epoch = arguments.text(0);
        OptionalLong number = GoInteger.parseDecimal(epoch);
        if (number.isEmpty()) {
            String reason = GoInteger.isOutOfRange(epoch) ? "value out of range" : "invalid syntax";
            throw unreadable(epoch, "strconv.ParseInt: parsing " + GoQuote.quote(epoch) + ": " + reason);
        }
        long value = number.getAsLong();
        return switch (epoch.length()) {
            case 5 -> GoTime.ofSeconds(value * SECONDS_IN_DAY, 0);
            case 10 -> GoTime.ofSeconds(value, 0);
            case 13 -> GoTime.ofNanos(value * 1_000_000);
            case 16 -> GoTime.ofNanos(value * 1000);
            case 19 -> GoTime.ofNanos(value);
            default -> throw unreadable(epoch, "%!w(<nil>)");
        };
    }

    private static FunctionFailure unreadable(String epoch, String reason) {
        return new FunctionFailure("unable to parse time '" + epoch + "': " + reason);
    }
}
