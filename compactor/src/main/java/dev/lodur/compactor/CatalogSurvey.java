package dev.lodur.compactor;

import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogReader;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.Freshness;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads the catalogs of all tenants and days that are known: those of the last listing, and of each tenant today's and
 * tomorrow's. Each is a conditional get, and nothing is listed. For one thread.
 */
final class CatalogSurvey {
    private static final System.Logger LOGGER = System.getLogger(CatalogSurvey.class.getName());

    private final CatalogReader catalogs;
    private final Clock clock;

    CatalogSurvey(CatalogReader catalogs, Clock clock) {
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /** Has what was read in the last round, so that others need not ask the bucket for it again. */
    CatalogReader reader() {
        return catalogs;
    }

    /** One that cannot be read is told in the log and left out. Throws where the bucket does not answer. */
    List<DayCatalog> read(Map<Tenant, SortedSet<LocalDate>> known) {
        List<DayCatalog> catalogs = new ArrayList<>();
        known.forEach((tenant, days) -> withPresent(days).forEach(day -> read(tenant, day, catalogs)));
        return catalogs;
    }

    private SortedSet<LocalDate> withPresent(SortedSet<LocalDate> known) {
        SortedSet<LocalDate> days = new TreeSet<>(known);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        days.add(today);
        days.add(today.plusDays(1));
        return days;
    }

    private void read(Tenant tenant, LocalDate day, List<DayCatalog> into) {
        try {
            DayCatalog catalog = catalogs.read(tenant, day, new Freshness.Revalidate());
            if (catalog.version() > 0) {
                into.add(catalog);
            }
        } catch (LodurException e) {
            if (!e.code().isOfStoredBytes()) {
                throw e;
            }
            LOGGER.log(System.Logger.Level.ERROR, "a catalog cannot be read: " + e.text());
        }
    }
}
