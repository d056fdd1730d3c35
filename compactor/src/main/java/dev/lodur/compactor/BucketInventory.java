package dev.lodur.compactor;

import dev.lodur.model.Tenant;
import dev.lodur.store.ObjectName;
import dev.lodur.store.ObjectPage.ListedObject;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tenants and days that a listing has shown, and how much there is. Not thread-safe. */
final class BucketInventory {
    private final Map<Tenant, SortedSet<LocalDate>> days = new TreeMap<>();
    private long sizeBytes;

    void add(ObjectName name, ListedObject object) {
        sizeBytes += object.sizeBytes();
        switch (name) {
            case ObjectName.Segment(var key) -> add(key.tenant(), key.day());
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

    Map<Tenant, SortedSet<LocalDate>> days() {
        return days;
    }

    /** Of all objects below the prefix, whoever wrote them. */
    long sizeBytes() {
        return sizeBytes;
    }
}
