package dev.lodur.app;

import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogPointer;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ClusterCatalogObjects;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.Sleeper;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;

/**
 * A bucket as a command has it open.
 *
 * @param objects where the catalogs are, in the way of the bucket's cluster
 */
public record CommandBucket(ObjectStore store, ObjectNames names, CatalogObjects objects, CatalogStore catalogs)
        implements AutoCloseable {

    static CommandBucket of(ObjectStore store, Optional<CatalogPointer> pointer, ObjectNames names, Clock clock) {
        CatalogObjects objects = new ClusterCatalogObjects(store, pointer, names, new Random());
        return new CommandBucket(store, names, objects, new CatalogStore(objects, clock, Sleeper.SYSTEM, new Random()));
    }

    @Override
    public void close() {
        store.close();
    }
}
