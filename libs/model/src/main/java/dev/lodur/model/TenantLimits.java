package dev.lodur.model;

import java.time.Duration;

/**
 * Everything that is limited for one tenant.
 *
 * @param retentionPeriod how long lines are kept; 0 keeps them for ever
 * @param deletionMode what becomes of lines that are asked to be deleted
 */
public record TenantLimits(
        IngestLimits ingest, QueryLimits query, Duration retentionPeriod, DeletionMode deletionMode) {
    public static final TenantLimits DEFAULTS =
            new TenantLimits(IngestLimits.DEFAULTS, QueryLimits.DEFAULTS, Duration.ZERO);

    /** Limits with Loki's default of the deletion mode. */
    public TenantLimits(IngestLimits ingest, QueryLimits query, Duration retentionPeriod) {
        this(ingest, query, retentionPeriod, DeletionMode.FILTER_AND_DELETE);
    }

    /** Where the limits in force are asked for, at each use: they change while the process runs. Thread-safe. */
    @FunctionalInterface
    public interface Source {
        TenantLimits of(Tenant tenant);
    }
}
