package dev.lodur.lokiapi.read;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;

/** Parameters that count something: whole numbers above zero, cut to 32 bits. */
final class Counts {
    private Counts() {}

    static int parsePositive(String text, int defaultCount) {
        int count = parse(text, defaultCount);
        if (count <= 0) {
            throw new LodurException(ErrorCode.INVALID_REQUEST, "limit must be a positive value");
        }
        return count;
    }

    /** Like {@link #parsePositive}, but 0 means the default. */
    static int parsePositiveOrZero(String text, int defaultCount) {
        return parse(text, defaultCount) == 0 ? defaultCount : parsePositive(text, defaultCount);
    }

    private static int parse(String text, int defaultCount) {
        if (text.isEmpty()) {
            return defaultCount;
        }
        long count = GoNumbers.parseLong(text, "strconv.Atoi");
        return Math.clamp(count, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
