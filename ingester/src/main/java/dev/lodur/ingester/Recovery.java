package dev.lodur.ingester;

import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.Spool;
import dev.lodur.store.SpooledSlice;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells which rows of the log are safe already when it is replayed: in a slice of the spool, or in a catalog.
 *
 * <p>The catalog of a tenant and day is read when the first row of it comes, once. While the bucket is away nothing counts
 * as committed; then a slice is stored a second time at worst, and its equal rows are one at every query, which {@link
 * #catalogsUnread} tells. For one thread.
 */
final class Recovery implements ReplayFilter.Coverage {
    private record TenantDay(Tenant tenant, long day) {}

    /** Whether a record's rows of one tenant and day are safe. */
    @FunctionalInterface
    private interface Safe {
        boolean contains(long sequence);
    }

    private final String instance;
    private final Spool spool;
    private final CatalogStore catalogs;
    private final Map<TenantDay, Safe> known = new HashMap<>();
    private int catalogsUnread;

    Recovery(String instance, Spool spool, CatalogStore catalogs) {
        this.instance = instance;
        this.spool = spool;
        this.catalogs = catalogs;
    }

    @Override
    public boolean covers(Tenant tenant, long day, long sequence) {
        return known.computeIfAbsent(new TenantDay(tenant, day), this::find).contains(sequence);
    }

    private Safe find(TenantDay key) {
        LocalDate day = LocalDate.ofEpochDay(key.day());
        Safe spooled = sequence -> spool.slices().stream()
                .filter(slice -> isOf(slice, key.tenant(), day))
                .anyMatch(slice -> slice.name().firstWalSequence() <= sequence
                        && sequence <= slice.name().lastWalSequence());
        boolean anySpooled = spool.slices().stream().anyMatch(slice -> isOf(slice, key.tenant(), day));
        Safe committed = committed(key.tenant(), day);
        return anySpooled ? sequence -> spooled.contains(sequence) || committed.contains(sequence) : committed;
    }

    private boolean isOf(SpooledSlice slice, Tenant tenant, LocalDate day) {
        return slice.name().generation().instance().equals(instance)
                && slice.name().tenant().equals(tenant)
                && slice.name().day().equals(day);
    }

    private Safe committed(Tenant tenant, LocalDate day) {
        try {
            // Sequences rise even over a lost folder, so every boot epoch of the instance may be compared.
            var coverage = catalogs.read(tenant, day).coverage(instance, 0);
            return coverage.isEmpty() ? sequence -> false : coverage::contains;
        } catch (LodurException e) {
            catalogsUnread++;
            return sequence -> false;
        }
    }

    /** Catalogs that could not be read, so that rows may be stored twice. */
    int catalogsUnread() {
        return catalogsUnread;
    }
}
