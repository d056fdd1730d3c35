package dev.lodur.engine;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;

/**
 * Asks for the patterns of lines.
 *
 * @param selector LogQL matchers, {@code {app="web"}}; {@code {}} for all streams
 * @param stepSeconds lines are counted in multiples of it
 */
public record PatternsRequest(Tenant tenant, String selector, TimeRange range, int stepSeconds) {
    /** Ingesters count no finer. */
    public static final int STEP_SECONDS_MIN = 10;

    public PatternsRequest {
        if (stepSeconds < STEP_SECONDS_MIN) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST,
                    "patterns are counted in steps of " + stepSeconds + " s, expected at least " + STEP_SECONDS_MIN);
        }
    }
}
