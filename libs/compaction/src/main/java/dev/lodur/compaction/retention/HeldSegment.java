package dev.lodur.compaction.retention;

import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogEntry;
import java.time.Duration;
import java.time.LocalDate;

/**
 * What a bound on bytes has to know of a live segment: little, because it is known of all of them at a time.
 *
 * @param settled whether it may be touched; see {@link RetentionPlan}
 */
public record HeldSegment(
        Tenant tenant,
        LocalDate day,
        String key,
        long sizeBytes,
        long rows,
        long minTimestampNanos,
        long maxTimestampNanos,
        boolean settled) {
    static HeldSegment of(Tenant tenant, LocalDate day, CatalogEntry entry, Duration ageMin, long nowMillis) {
        return new HeldSegment(
                tenant,
                day,
                entry.key(),
                entry.sizeBytes(),
                entry.rows(),
                entry.minTimestampNanos(),
                entry.maxTimestampNanos(),
                EntryJudge.isSettled(entry, ageMin, nowMillis));
    }
}
