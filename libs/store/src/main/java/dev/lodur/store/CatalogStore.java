package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import java.time.Clock;
import java.time.LocalDate;
import java.util.random.RandomGenerator;

/**
 * Commits changes to the catalogs in the bucket by compare-and-swap, in the way of the {@link CatalogObjects}; see
 * {@link SwapStore} for how. One commit is in flight for each day. Thread-safe; the methods block.
 */
public final class CatalogStore {
    private final CatalogObjects objects;
    private final SwapStore<DayCatalog> store;

    public CatalogStore(CatalogObjects objects, Clock clock, Sleeper sleeper, RandomGenerator random) {
        this.objects = objects;
        this.store = new SwapStore<>(clock, sleeper, random);
    }

    /** The catalog as it is in the bucket now; a missing one is empty. */
    public DayCatalog read(Tenant tenant, LocalDate day) {
        return store.read(new DayPlace(objects, tenant, day));
    }

    /**
     * Makes a change and returns a catalog that has it, read back from the bucket.
     *
     * @throws LodurException {@link ErrorCode#CONFLICT} when the change itself cannot be made any more;
     *     {@link ErrorCode#UNAVAILABLE} after eight attempts, when it may or may not be there and is to be tried again;
     *     {@link ErrorCode#CORRUPT}, {@link ErrorCode#FORMAT_TOO_NEW} when the catalog cannot be read
     */
    public DayCatalog commit(Tenant tenant, LocalDate day, CatalogChange change) {
        return store.commit(new DayPlace(objects, tenant, day), change::apply);
    }
}
