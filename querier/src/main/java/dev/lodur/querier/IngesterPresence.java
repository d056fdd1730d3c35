package dev.lodur.querier;

import dev.lodur.store.Freshness;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Notices when the ingesters are others than before: one that came, left or started anew does not announce what it handed
 * over, so catalogs that were read before are not relied on any more. One may have come and left between two questions:
 * only the directory tells then. Thread-safe.
 */
final class IngesterPresence {
    private static final Duration AGE_MAX = Duration.ofSeconds(60);

    /** One start of an ingester. */
    record Incarnation(String instance, long bootEpoch) {}

    private final LongSupplier nanoClock;
    private Set<Incarnation> present = Set.of();
    private long version;
    private long changedAtNanos;

    /**
     * @param nanoClock monotonic, the one that catalogs age by
     */
    IngesterPresence(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.changedAtNanos = nanoClock.getAsLong();
    }

    /**
     * How old catalogs may be for a query that these have just answered: not from before the last change.
     *
     * @param asked who was there
     */
    synchronized Freshness after(IngesterDirectory.View asked, Set<Incarnation> answered) {
        long nowNanos = nanoClock.getAsLong();
        if (!present.equals(answered) || asked.version() != version) {
            present = Set.copyOf(answered);
            version = asked.version();
            changedAtNanos = nowNanos;
        }
        long sinceNanos = nowNanos - changedAtNanos;
        if (sinceNanos == 0) {
            return new Freshness.Revalidate();
        }
        return new Freshness.MaxAge(sinceNanos < AGE_MAX.toNanos() ? Duration.ofNanos(sinceNanos) : AGE_MAX);
    }
}
