package dev.lodur.store;

import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import java.time.LocalDate;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The catalogs for those who only read them: kept in memory, a bounded number of days, and revalidated by conditional
 * gets. Nothing is listed except by {@link #listDays}. Thread-safe; of several threads that need a day at once, one asks.
 */
public final class CatalogReader {
    /** A time range of more days than this is looked up by a listing instead of day by day. */
    private static final int DAYS_ASKED_MAX = 100;

    private final CatalogObjects objects;
    private final SwapReader<DayCatalog> catalogs;

    /**
     * @param nanoClock monotonic, as {@link System#nanoTime}
     * @param daysMax catalogs kept, those used last
     */
    public CatalogReader(CatalogObjects objects, LongSupplier nanoClock, int daysMax) {
        this.objects = objects;
        this.catalogs = new SwapReader<>(nanoClock, daysMax);
    }

    /** The catalog of a day, no older than allowed; a missing one is empty. Fails as {@link CatalogObjects}. */
    public DayCatalog read(Tenant tenant, LocalDate day, Freshness freshness) {
        return catalogs.read(new DayPlace(objects, tenant, day), freshness);
    }

    /** The days of a time range that may have a catalog, in order; without asking the bucket unless they are many. */
    public List<LocalDate> days(Tenant tenant, TimeRange range) {
        DayRange days = DayRange.of(range);
        if (days.count() <= DAYS_ASKED_MAX) {
            return days.days();
        }
        return listDays(tenant).stream().filter(days::contains).toList();
    }

    /** All days of which the tenant has a catalog, in order; one class A request for each thousand, or none where a pointer knows. */
    public List<LocalDate> listDays(Tenant tenant) {
        return objects.listDays(tenant);
    }
}
