package dev.lodur.compaction.exchange;

import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.DayRange;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * Tells which segments hold a tenant's lines now, by the catalogs: neither what was merged and is not removed yet, nor
 * uploads that nobody committed. Thread-safe.
 */
public final class LiveSegments {
    private final CatalogObjects objects;
    private final CatalogStore catalogs;

    public LiveSegments(CatalogObjects objects, CatalogStore catalogs) {
        this.objects = objects;
        this.catalogs = catalogs;
    }

    /** The days of a range that have a catalog, in order. */
    public List<LocalDate> days(Tenant tenant, TimeRange range) {
        DayRange days = DayRange.of(range);
        return objects.listDays(tenant).stream().filter(days::contains).toList();
    }

    /** The live segments of a day that have rows in the range, by their earliest time. */
    public List<CatalogEntry> of(Tenant tenant, LocalDate day, TimeRange range) {
        return catalogs.read(tenant, day).entries().stream()
                .filter(entry -> range.overlaps(entry.minTimestampNanos(), entry.maxTimestampNanos()))
                .sorted(Comparator.comparingLong(CatalogEntry::minTimestampNanos)
                        .thenComparing(CatalogEntry::key))
                .toList();
    }
}
