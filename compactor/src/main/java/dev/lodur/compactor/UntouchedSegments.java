package dev.lodur.compactor;

import java.util.HashMap;
import java.util.Map;

/**
 * Remembers of segments that their indexes name none of the lines of requests made until a time, so that they are not opened
 * in each round. Forgets the oldest beyond a bound. Not thread-safe.
 */
final class UntouchedSegments {
    private static final int SEGMENTS_MAX = 10_000;

    private final Map<String, Long> untilMillis = new HashMap<>();

    boolean isUntouched(String key, long requestsUntilMillis) {
        Long known = untilMillis.get(key);
        return known != null && known >= requestsUntilMillis;
    }

    void add(String key, long requestsUntilMillis) {
        if (untilMillis.size() >= SEGMENTS_MAX) {
            untilMillis.clear();
        }
        untilMillis.put(key, requestsUntilMillis);
    }
}
