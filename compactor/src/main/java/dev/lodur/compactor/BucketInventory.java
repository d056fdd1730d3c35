package dev.lodur.compactor;

import dev.lodur.model.Tenant;
import dev.lodur.store.BucketListing;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.ObjectName;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectPage.ListedObject;
import dev.lodur.store.ObjectStore;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tenants and days that a listing has shown, and how much there is. Not thread-safe. */
public final class BucketInventory {
    private final Map<Tenant, SortedSet<LocalDate>> days = new TreeMap<>();
    private final Map<String, Long> segments = new HashMap<>();
    private long objects;
    private long sizeBytes;

    /** That of a whole bucket, listed now: a class A request for each thousand objects. */
    public static BucketInventory of(ObjectStore store, ObjectNames names) {
        BucketInventory inventory = new BucketInventory();
        BucketListing.forEach(store, names.all(), object -> inventory.add(names.parse(object.key()), object));
        return inventory;
    }

    void add(ObjectName name, ListedObject object) {
        objects++;
        sizeBytes += object.sizeBytes();
        switch (name) {
            case ObjectName.Segment(var key) -> {
                add(key.tenant(), key.day());
                segments.put(object.key(), object.sizeBytes());
            }
            case ObjectName.Catalog(Tenant tenant, LocalDate day) -> add(tenant, day);
            case ObjectName.CatalogVersion(Tenant tenant, LocalDate day) -> add(tenant, day);
            case ObjectName.Deletes _, ObjectName.DeletesVersion _ -> {}
            case ObjectName.CatalogCopy _, ObjectName.DeletesCopy _ -> {}
            case ObjectName.Probe(), ObjectName.Other _ -> {}
        }
    }

    private void add(Tenant tenant, LocalDate day) {
        days.computeIfAbsent(tenant, key -> new TreeSet<>()).add(day);
    }

    /** The days of each tenant of which there is a segment or a catalog. */
    public Map<Tenant, SortedSet<LocalDate>> days() {
        return days;
    }

    /**
     * Bytes of the segments that were listed and that the catalogs name neither as live nor as on their way out: of
     * uploads that were never committed, or not yet.
     *
     * @param catalogs those of all days, read after the listing
     */
    public long strayBytes(Collection<DayCatalog> catalogs) {
        Map<String, Long> strays = new HashMap<>(segments);
        for (DayCatalog catalog : catalogs) {
            catalog.entries().forEach(entry -> strays.remove(entry.key()));
            catalog.removed().forEach(object -> strays.remove(object.key()));
        }
        return strays.values().stream().mapToLong(Long::longValue).sum();
    }

    /** All objects below the prefix, whoever wrote them. */
    long objects() {
        return objects;
    }

    /** Of all objects below the prefix, whoever wrote them. */
    public long sizeBytes() {
        return sizeBytes;
    }
}
