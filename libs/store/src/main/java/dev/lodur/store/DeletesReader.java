package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The delete requests of tenants for those who only read them: kept in memory, of a bounded number of tenants, and
 * revalidated by conditional gets. That a tenant has none is kept as well. Thread-safe; of several threads that need the
 * same requests at once, one asks.
 */
public final class DeletesReader {
    private final CatalogObjects objects;
    private final LongSupplier nanoClock;
    private final SwapReader<TenantDeletes> deletes;
    private final Map<Tenant, Long> failedAtNanos = new ConcurrentHashMap<>();

    /**
     * @param nanoClock monotonic, as {@link System#nanoTime}
     * @param tenantsMax tenants whose requests are kept, those used last
     */
    public DeletesReader(CatalogObjects objects, LongSupplier nanoClock, int tenantsMax) {
        this.objects = objects;
        this.nanoClock = nanoClock;
        this.deletes = new SwapReader<>(nanoClock, tenantsMax);
    }

    /** All requests of a tenant, no older than allowed. Fails as {@link CatalogObjects}. */
    public TenantDeletes read(Tenant tenant, Freshness freshness) {
        return deletes.read(new DeletesPlace(objects, tenant), freshness);
    }

    /**
     * All requests of a tenant, no older than allowed while the bucket answers, else those known last; a bucket that has
     * just failed is asked again after the same time.
     *
     * @throws LodurException where the bucket does not answer and has not told before, or the requests cannot be read
     */
    public TenantDeletes readOrKnown(Tenant tenant, Duration age) {
        Optional<TenantDeletes> known = known(tenant);
        Long failedNanos = failedAtNanos.get(tenant);
        if (known.isPresent() && failedNanos != null && nanoClock.getAsLong() - failedNanos < age.toNanos()) {
            return known.get();
        }
        try {
            TenantDeletes read = read(tenant, new Freshness.MaxAge(age));
            failedAtNanos.remove(tenant);
            return read;
        } catch (LodurException e) {
            if (known.isEmpty() || e.code().action() != ErrorCode.Action.RETRY_LATER) {
                throw e;
            }
            failedAtNanos.put(tenant, nanoClock.getAsLong());
            return known.get();
        }
    }

    /** The requests that were read last, however long ago, for when the bucket is away; empty where none are known. */
    public Optional<TenantDeletes> known(Tenant tenant) {
        return deletes.known(new DeletesPlace(objects, tenant));
    }

    /** Has the next read ask the bucket, whatever age it allows. */
    void expire(Tenant tenant) {
        failedAtNanos.remove(tenant);
        deletes.expire(new DeletesPlace(objects, tenant));
    }
}
