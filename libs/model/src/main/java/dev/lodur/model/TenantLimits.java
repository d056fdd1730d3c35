package dev.lodur.model;

/** Everything that is limited for one tenant: what may be pushed, what may be asked, what is kept. */
public record TenantLimits(IngestLimits ingest, QueryLimits query, RetentionLimits retention) {
    public static final TenantLimits DEFAULTS =
            new TenantLimits(IngestLimits.DEFAULTS, QueryLimits.DEFAULTS, RetentionLimits.NONE);

    /** Where the limits in force are asked for, at each use: they change while the process runs. Thread-safe. */
    @FunctionalInterface
    public interface Source {
        TenantLimits of(Tenant tenant);
    }
}
