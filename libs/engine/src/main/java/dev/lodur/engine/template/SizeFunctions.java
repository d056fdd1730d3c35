package dev.lodur.engine.template;

import dev.lodur.engine.template.Value.Real;
import dev.lodur.model.GoDuration;
import dev.lodur.model.HumanBytes;
import java.util.List;

/** Functions that read durations and sizes: {@code duration} in seconds, {@code bytes}. */
final class SizeFunctions {
    private static final long NANOS_IN_SECOND = 1_000_000_000L;

    private SizeFunctions() {}

    static List<Function> functions() {
        return List.of(
                Function.of("bytes", SizeFunctions::bytes, Kind.STRING),
                Function.of("duration", SizeFunctions::seconds, Kind.STRING),
                Function.of("duration_seconds", SizeFunctions::seconds, Kind.STRING));
    }

    private static Value bytes(Arguments arguments) throws FunctionFailure {
        HumanBytes size = HumanBytes.parse(arguments.text(0));
        String failure = size.failure();
        if (failure != null) {
            throw new FunctionFailure(failure);
        }
        return new Real(size.bytes());
    }

    private static Value seconds(Arguments arguments) throws FunctionFailure {
        GoDuration duration = GoDuration.parse(arguments.text(0));
        String failure = duration.failure();
        if (failure != null) {
            throw new FunctionFailure(failure);
        }
        long nanos = duration.nanos();
        long seconds = nanos / NANOS_IN_SECOND;
        return new Real(seconds + (double) (nanos % NANOS_IN_SECOND) / NANOS_IN_SECOND);
    }
}
