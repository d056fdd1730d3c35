package dev.lodur.model;

/**
 * Everything that is limited for one tenant: what may be pushed, what may be asked, what is kept.
 *
 * @param deletionMode what becomes of lines that are asked to be deleted
 */
public record TenantLimits(
        IngestLimits ingest, QueryLimits query, RetentionLimits retention, DeletionMode deletionMode) {
    public static final TenantLimits DEFAULTS =
            new TenantLimits(IngestLimits.DEFAULTS, QueryLimits.DEFAULTS, RetentionLimits.NONE);

    /** Limits with Loki's default of the deletion mode. */
    public TenantLimits(IngestLimits ingest, QueryLimits query, RetentionLimits retention) {
        this(ingest, query, retention, DeletionMode.FILTER_AND_DELETE);
    }

    /** Where the limits in force are asked for, at each use: they change while the process runs. Thread-safe. */
    @FunctionalInterface
    public interface Source {
        TenantLimits of(Tenant tenant);
    }
}
