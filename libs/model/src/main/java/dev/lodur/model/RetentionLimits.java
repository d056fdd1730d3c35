package dev.lodur.model;

import java.time.Duration;
import java.util.List;

/**
 * How long, and how much of it, is kept of a tenant. The names are those of Loki's {@code limits_config}, but for {@code
 * retention_bytes}, which is Lodur's own.
 *
 * @param enabled whether anything is removed at all, {@code compactor.retention_enabled}: where not, the rest says nothing
 * @param period {@code retention_period}, how long lines are kept that no stream's period is for; 0 keeps them for ever
 * @param streams {@code retention_stream}, periods for single streams
 * @param bytesMax {@code retention_bytes}, bytes that the tenant's objects may have; 0 for no bound
 */
public record RetentionLimits(boolean enabled, Duration period, List<StreamPeriod> streams, long bytesMax) {
    /** The shortest period that there may be. */
    public static final Duration PERIOD_MIN = Duration.ofDays(1);

    /** Everything is kept for ever. */
    public static final RetentionLimits NONE = new RetentionLimits(false, Duration.ZERO, List.of(), 0);

    /**
     * How long the lines of some streams are kept. Of several that match, the highest priority counts, and of equal
     * priorities the shortest period.
     *
     * @param selector a LogQL selector, not parsed here
     */
    public record StreamPeriod(String selector, int priority, Duration period) {}

    public RetentionLimits {
        streams = List.copyOf(streams);
    }

    /** Whether a period says that lines grow too old. */
    public boolean hasPeriods() {
        return period.isPositive() || !streams.isEmpty();
    }
}
