package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.io.IOException;

/** The failures of stores, each worded in one place. */
final class StoreFailures {
    private StoreFailures() {}

    static LodurException gone(String key) {
        return new LodurException(ErrorCode.GONE, "object '" + key + "' is not there");
    }

    static LodurException conflict(String key, PutCondition condition) {
        String expected = switch (condition) {
            case PutCondition.Always() -> "nothing";
            case PutCondition.IfAbsent() -> "no object";
            case PutCondition.IfMatch(String etag) -> "etag " + etag;
        };
        return new LodurException(ErrorCode.CONFLICT, "object '" + key + "' is not as expected: " + expected);
    }

    static LodurException tooShort(String key, long sizeBytes, long offset, int length) {
        return new LodurException(
                ErrorCode.CORRUPT,
                "object '" + key + "' ends at byte " + sizeBytes + ", asked for " + length + " bytes at " + offset);
    }

    static LodurException failed(String action, Object what, IOException cause) {
        return new LodurException(ErrorCode.INTERNAL, "cannot " + action + " '" + what + "': " + cause, cause);
    }

    static LodurException closed(Object what) {
        return new LodurException(ErrorCode.UNAVAILABLE, "the store on '" + what + "' is closed");
    }
}
