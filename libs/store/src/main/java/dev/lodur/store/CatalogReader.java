package dev.lodur.store;

import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The catalogs for those who only read them: kept in memory, a bounded number of days, and revalidated by conditional
 * gets. Nothing is listed except by {@link #listDays}. Thread-safe; of several threads that need a day at once, one asks.
 */
public final class CatalogReader {
    /** A time range of more days than this is looked up by a listing instead of day by day. */
    private static final int DAYS_ASKED_MAX = 100;

    private static final int LOCKS = 64;

    private final CatalogObjects objects;
    private final LongSupplier nanoClock;
    private final Map<String, Cached> cache;
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    /**
     * @param nanoClock monotonic, as {@link System#nanoTime}
     * @param daysMax catalogs kept, those used last
     */
    public CatalogReader(CatalogObjects objects, LongSupplier nanoClock, int daysMax) {
        this.objects = objects;
        this.nanoClock = nanoClock;
        this.cache = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Cached> eldest) {
                return size() > daysMax;
            }
        };
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /** The catalog of a day, no older than allowed; a missing one is empty. Fails as {@link CatalogObjects}. */
    public DayCatalog read(Tenant tenant, LocalDate day, Freshness freshness) {
        String key = tenant + "/" + day;
        long oldestNanos = nanoClock.getAsLong() - maxAgeNanos(freshness);
        ReentrantLock lock = locks[Math.floorMod(key.hashCode(), LOCKS)];
        lock.lock();
        try {
            Cached cached = cached(key);
            if (cached != null && cached.askedAtNanos - oldestNanos >= 0) {
                return cached.catalog;
            }
            Cached fresh = ask(tenant, day, cached);
            keep(key, fresh);
            return fresh.catalog;
        } finally {
            lock.unlock();
        }
    }

    private static long maxAgeNanos(Freshness freshness) {
        return switch (freshness) {
            case Freshness.MaxAge(Duration age) -> age.toNanos();
            case Freshness.Revalidate() -> 0;
        };
    }

    private Cached ask(Tenant tenant, LocalDate day, @Nullable Cached cached) {
        // The age counts from before the request: the answer may be as old as that.
        long askedAtNanos = nanoClock.getAsLong();
        DayCatalog none = DayCatalog.empty(tenant, day);
        String knownTag = cached == null ? CatalogObjects.NO_CATALOG : cached.tag;
        return switch (objects.getIfChanged(tenant, day, knownTag)) {
            case ConditionalGet.Unchanged() -> unchanged(none, cached, askedAtNanos);
            case ConditionalGet.Changed(byte[] bytes, String tag) ->
                new Cached(DayCatalogFormat.decode(none.name(), bytes), tag, askedAtNanos);
            case ConditionalGet.Missing() -> new Cached(none, CatalogObjects.NO_CATALOG, askedAtNanos);
        };
    }

    private static Cached unchanged(DayCatalog none, @Nullable Cached cached, long askedAtNanos) {
        if (cached == null) {
            throw new IllegalStateException("the store calls " + none.name() + " unchanged, which was not known");
        }
        return new Cached(cached.catalog, cached.tag, askedAtNanos);
    }

    private @Nullable Cached cached(String key) {
        synchronized (cache) {
            return cache.get(key);
        }
    }

    private void keep(String key, Cached fresh) {
        synchronized (cache) {
            cache.put(key, fresh);
        }
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

    private record Cached(DayCatalog catalog, String tag, long askedAtNanos) {}
}
