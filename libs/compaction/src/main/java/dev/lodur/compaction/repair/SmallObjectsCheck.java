package dev.lodur.compaction.repair;

import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.ConditionalGet;
import dev.lodur.store.DayCatalogFormat;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.TenantDeletesFormat;

/** Looks whether delete requests and copies can be read. For one thread. */
final class SmallObjectsCheck {
    private final ObjectStore store;
    private final CatalogObjects objects;
    private final ObjectNames names;
    private final CheckTotals totals;

    SmallObjectsCheck(ObjectStore store, CatalogObjects objects, ObjectNames names, CheckTotals totals) {
        this.store = store;
        this.objects = objects;
        this.names = names;
        this.totals = totals;
    }

    void checkCurrentDeletes(Tenant tenant) {
        String key = names.deletes(tenant);
        reporting(Finding.Kind.DELETES_UNREADABLE, key, () -> {
            if (objects.getDeletesIfChanged(tenant, CatalogObjects.NO_CATALOG)
                    instanceof ConditionalGet.Changed(byte[] bytes, String tag)) {
                TenantDeletesFormat.decode(key, bytes);
            }
        });
    }

    void checkCatalog(String key) {
        reporting(
                Finding.Kind.COPY_UNREADABLE,
                key,
                () -> DayCatalogFormat.decode(key, store.get(key).bytes()));
    }

    void checkDeletes(String key) {
        reporting(
                Finding.Kind.COPY_UNREADABLE,
                key,
                () -> TenantDeletesFormat.decode(key, store.get(key).bytes()));
    }

    private void reporting(Finding.Kind kind, String key, Runnable reading) {
        try {
            reading.run();
        } catch (LodurException e) {
            switch (e.code()) {
                case CORRUPT, FORMAT_TOO_NEW, FORMAT_TOO_OLD -> totals.report(new Finding(kind, key, e.text()));
                // Removed since it was listed.
                case GONE -> {}
                default -> throw e;
            }
        }
    }
}
