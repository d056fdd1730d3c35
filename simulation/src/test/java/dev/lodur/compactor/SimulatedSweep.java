package dev.lodur.compactor;

import dev.lodur.compaction.repair.CatalogCopyReader;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectStore;

/** Makes the sweep of a compactor that leads. */
public final class SimulatedSweep {
    private SimulatedSweep() {}

    /** Sweeps once with each run; remembers between them what it has seen. */
    public static Runnable of(ObjectStore store, ObjectNames names, CatalogStore catalogs, CatalogObjects objects) {
        OrphanSweep sweep = new OrphanSweep(
                store,
                names,
                new NamedObjects(catalogs, objects, names, new CatalogCopyReader(store, names)),
                CompactorLock.ALONE);
        return () -> {
            SweepResult _ = sweep.run(new BucketInventory());
        };
    }
}
