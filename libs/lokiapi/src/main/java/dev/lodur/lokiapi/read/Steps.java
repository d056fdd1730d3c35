package dev.lodur.lokiapi.read;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;

/** The rules for {@code step} and {@code interval}, both in nanoseconds. */
final class Steps {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int DEFAULT_POINTS = 250;
    private static final int POINTS_MAX = 11_000;

    private Steps() {}

    /** The step asked for, or one that gives about 250 points in whole seconds; at most 11,000 points. */
    static long parseStep(Parameters parameters, TimeBounds bounds) {
        String text = parameters.get("step");
        long step = text.isEmpty() ? defaultStep(bounds) : Times.parseSecondsOrDuration(text);
        if (step <= 0) {
            throw invalid("zero or negative query resolution step widths are not accepted. Try a positive integer");
        }
        if (bounds.lengthNanos() / step > POINTS_MAX) {
            throw invalid("exceeded maximum resolution of 11,000 points per time series. "
                    + "Try increasing the value of the step parameter");
        }
        return step;
    }

    private static long defaultStep(TimeBounds bounds) {
        long seconds = bounds.lengthNanos() / (DEFAULT_POINTS * NANOS_PER_SECOND);
        return Math.max(seconds, 1) * NANOS_PER_SECOND;
    }

    /** The least time between two lines of an answer; 0 keeps all. */
    static long parseInterval(Parameters parameters) {
        String text = parameters.get("interval");
        long interval = text.isEmpty() ? 0 : Times.parseSecondsOrDuration(text);
        if (interval < 0) {
            throw invalid("interval must be >= 0");
        }
        return interval;
    }

    private static LodurException invalid(String text) {
        return new LodurException(ErrorCode.INVALID_REQUEST, text);
    }
}
