package dev.lodur.compaction.repair;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.ConditionalGet;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.DayCatalogFormat;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectPage.ListedObject;
import dev.lodur.store.ObjectStore;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** Compares the catalog of a day with the objects that a listing has shown. For one thread. */
final class DayCheck {
    /** A first upload is committed by then, or made again. */
    private static final long COMMITTED_AFTER_MILLIS = Duration.ofHours(1).toMillis();

    private final ObjectStore store;
    private final CatalogObjects catalogs;
    private final ObjectNames names;
    private final SegmentCheck segments;
    private final CheckTotals totals;

    DayCheck(ObjectStore store, CatalogObjects catalogs, ObjectNames names, CheckTotals totals) {
        this.store = store;
        this.catalogs = catalogs;
        this.names = names;
        this.totals = totals;
        this.segments = new SegmentCheck(store, names, totals::report);
    }

    /** Takes the live segments, and those on their way out, out of {@code listed}, whose rest is orphans. */
    void check(Tenant tenant, LocalDate day, Map<String, ListedObject> listed, boolean deep) {
        try {
            Optional<DayCatalog> catalog = read(tenant, day);
            if (catalog.isEmpty()) {
                reportMissing(tenant, day, listed);
            } else {
                totals.addCatalog();
                catalog.get().entries().forEach(entry -> check(catalog.get(), entry, listed, deep));
                catalog.get().removed().forEach(object -> listed.remove(object.key()));
            }
            listed.values().forEach(totals::addOrphan);
        } catch (LodurException e) {
            if (!e.code().isOfStoredBytes()) {
                throw e;
            }
            report(Finding.Kind.CATALOG_UNREADABLE, names.catalog(tenant, day), e.text());
        }
    }

    private Optional<DayCatalog> read(Tenant tenant, LocalDate day) {
        String name = names.catalog(tenant, day);
        if (!(catalogs.getIfChanged(tenant, day, CatalogObjects.NO_CATALOG)
                instanceof ConditionalGet.Changed(byte[] bytes, String tag))) {
            return Optional.empty();
        }
        DayCatalog catalog = DayCatalogFormat.decode(name, bytes);
        if (!catalog.tenant().equals(tenant) || !catalog.day().equals(day)) {
            throw new LodurException(
                    ErrorCode.CORRUPT, name + " is that of tenant " + catalog.tenant() + " for " + catalog.day());
        }
        return Optional.of(catalog);
    }

    private void reportMissing(Tenant tenant, LocalDate day, Map<String, ListedObject> listed) {
        long old = listed.values().stream()
                .filter(object -> totals.ageMillis(object) > COMMITTED_AFTER_MILLIS)
                .count();
        if (old > 0) {
            report(
                    Finding.Kind.CATALOG_MISSING,
                    names.catalog(tenant, day),
                    "there is none, but the day has " + old + " segments older than an hour");
        }
    }

    private void check(DayCatalog catalog, CatalogEntry entry, Map<String, ListedObject> listed, boolean deep) {
        ListedObject object = listed.remove(entry.key());
        totals.addSegment(entry);
        try {
            long sizeBytes = object == null ? store.head(entry.key()).sizeBytes() : object.sizeBytes();
            if (sizeBytes != entry.sizeBytes()) {
                report(
                        Finding.Kind.SEGMENT_SIZE,
                        entry.key(),
                        "it has " + sizeBytes + " bytes, the catalog says " + entry.sizeBytes());
            } else {
                segments.check(catalog.tenant(), catalog.day(), entry, deep);
            }
        } catch (LodurException e) {
            if (e.code() != ErrorCode.GONE) {
                throw e;
            }
            reportGone(catalog, entry);
        }
    }

    /** One that was merged and removed since the catalog was read is not missing. */
    private void reportGone(DayCatalog catalog, CatalogEntry entry) {
        boolean stillNamed = read(catalog.tenant(), catalog.day())
                .flatMap(now -> now.find(entry.key()))
                .isPresent();
        if (stillNamed) {
            report(
                    Finding.Kind.SEGMENT_MISSING,
                    entry.key(),
                    "the catalog names it with " + entry.rows() + " rows, there is no such object");
        }
    }

    private void report(Finding.Kind kind, String key, String text) {
        totals.report(new Finding(kind, key, text));
    }
}
