package dev.lodur.model;

import java.time.Duration;

/**
 * Everything that is limited for one tenant.
 *
 * @param retentionPeriod how long lines are kept; 0 keeps them for ever
 */
public record TenantLimits(IngestLimits ingest, QueryLimits query, Duration retentionPeriod) {
    public static final TenantLimits DEFAULTS =
            new TenantLimits(IngestLimits.DEFAULTS, QueryLimits.DEFAULTS, Duration.ZERO);

    /** Where the limits in force are asked for, at each use: they change while the process runs. Thread-safe. */
    @FunctionalInterface
    public interface Source {
        TenantLimits of(Tenant tenant);
    }
}
