package dev.lodur.store;

import dev.lodur.model.Tenant;
import java.time.LocalDate;

/**
 * What the key of a segment's object says.
 *
 * @param level 0 for what an ingester flushed, more for what was compacted
 * @param name unique within tenant, day and level
 */
public record SegmentKey(Tenant tenant, LocalDate day, int level, String name) {
    private static final int LEVEL_MAX = 9;

    public SegmentKey {
        if (level < 0 || level > LEVEL_MAX) {
            throw new IllegalArgumentException("no level from 0 to " + LEVEL_MAX + ": " + level);
        }
    }
}
