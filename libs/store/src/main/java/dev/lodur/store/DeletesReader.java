package dev.lodur.store;

import dev.lodur.model.Tenant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The delete requests of tenants for those who only read them: kept in memory, of a bounded number of tenants, and
 * revalidated by conditional gets. That a tenant has none is kept as well. Thread-safe; of several threads that need the
 * same requests at once, one asks.
 */
public final class DeletesReader {
    private final CatalogObjects objects;
    private final SwapReader<TenantDeletes> deletes;

    /**
     * @param nanoClock monotonic, as {@link System#nanoTime}
     * @param tenantsMax tenants whose requests are kept, those used last
     */
    public DeletesReader(CatalogObjects objects, LongSupplier nanoClock, int tenantsMax) {
        this.objects = objects;
        this.deletes = new SwapReader<>(nanoClock, tenantsMax);
    }

    /** All requests of a tenant, no older than allowed. Fails as {@link CatalogObjects}. */
    public TenantDeletes read(Tenant tenant, Freshness freshness) {
        return deletes.read(new DeletesPlace(objects, tenant), freshness);
    }

    /** The requests that were read last, however long ago, for when the bucket is away; empty where none are known. */
    public Optional<TenantDeletes> known(Tenant tenant) {
        return deletes.known(new DeletesPlace(objects, tenant));
    }

    /** Has the next read ask the bucket, whatever age it allows. */
    void expire(Tenant tenant) {
        deletes.expire(new DeletesPlace(objects, tenant));
    }
}
