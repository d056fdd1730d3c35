package dev.lodur.compaction;

import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogChange;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.RemovedObject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Deletes objects that were taken out of a catalog, once nobody can read them by an older version of it any more. A catalog
 * that the store has now is what says so: a name that is in it stays, and no name comes into a catalog twice. For one
 * thread.
 */
public final class RemovedObjects {
    private final ObjectStore store;
    private final CatalogStore catalogs;
    private final Duration grace;

    /**
     * @param grace how long readers may go on with an older catalog, twice: by the store's clock from the commit on
     */
    public RemovedObjects(ObjectStore store, CatalogStore catalogs, Duration grace) {
        this.store = store;
        this.catalogs = catalogs;
        this.grace = grace;
    }

    /** Whether there may be something to delete, by a catalog that was read before. */
    public boolean isDue(DayCatalog catalog, long storeMillis) {
        return !due(catalog, storeMillis).isEmpty();
    }

    /**
     * Deletes what is due of a day.
     *
     * @param leading asked once more between the reading of the catalog and the first deletion
     * @return how many objects were deleted
     */
    public int delete(Tenant tenant, LocalDate day, BooleanSupplier leading) {
        long storeMillis = store.nowMillis();
        DayCatalog catalog = catalogs.read(tenant, day);
        Set<String> due = due(catalog, storeMillis);
        if (due.isEmpty() || !leading.getAsBoolean()) {
            return 0;
        }
        due.forEach(store::delete);
        catalogs.commit(tenant, day, new CatalogChange.Forget(due));
        return due.size();
    }

    private Set<String> due(DayCatalog catalog, long storeMillis) {
        List<RemovedObject> removed = catalog.removed();
        return removed.stream()
                .filter(object -> storeMillis - object.removedMillis() >= grace.toMillis())
                .map(RemovedObject::key)
                .filter(key -> catalog.find(key).isEmpty())
                .collect(Collectors.toSet());
    }
}
