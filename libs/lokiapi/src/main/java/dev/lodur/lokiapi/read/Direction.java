package dev.lodur.lokiapi.read;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.Locale;

/** In which order of time a log query answers. */
public enum Direction {
    FORWARD,
    BACKWARD;

    /** The value of a parameter in any case; empty is backward. */
    static Direction parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "", "backward" -> BACKWARD;
            case "forward" -> FORWARD;
            default -> throw new LodurException(ErrorCode.INVALID_REQUEST, "invalid direction '" + text + "'");
        };
    }
}
