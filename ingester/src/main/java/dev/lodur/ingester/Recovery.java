package dev.lodur.ingester;

import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.SliceName;
import dev.lodur.store.SpooledSlice;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which rows of the log are safe already when it is replayed: in a slice that was in the spool at the start, or in
 * a catalog.
 *
 * <p>A slice is uploaded only after the log was cut behind it ({@link SafeSequence}), so the spool alone decides as long
 * as the folder is whole; catalogs are the second net, for a folder that came back from a copy. The catalog of a tenant
 * and day is read when the first row of it comes, once, and none is asked any more after one was not to be had, so that
 * a start does not wait for a bucket that is away. Rows that came through then are {@link #isUnchecked unchecked}, and not
 * committed before a {@link RecoveryCheck}. For one thread.
 */
final class Recovery implements ReplayFilter.Coverage {
    private static final System.Logger LOGGER = System.getLogger(Recovery.class.getName());

    private record TenantDay(Tenant tenant, long day) {}

    /** Whether a record's rows of one tenant and day are safe. */
    @FunctionalInterface
    private interface Safe {
        boolean contains(long sequence);
    }

    private final String instance;
    private final List<SpooledSlice> slices;
    private final CatalogStore catalogs;
    private final Map<TenantDay, Safe> known = new HashMap<>();
    private boolean bucketAway;

    /**
     * @param instance whose log is replayed
     * @param slices what is in the spool before the replay
     */
    Recovery(String instance, List<SpooledSlice> slices, CatalogStore catalogs) {
        this.instance = instance;
        // A provisional slice is what this replay takes the place of.
        this.slices = slices.stream().filter(slice -> !slice.provisional()).toList();
        this.catalogs = catalogs;
    }

    @Override
    public boolean covers(Tenant tenant, long day, long sequence) {
        return known.computeIfAbsent(new TenantDay(tenant, day), this::find).contains(sequence);
    }

    /** Whether rows may have come through that a catalog has, because the bucket did not answer. */
    boolean isUnchecked() {
        return bucketAway;
    }

    private Safe find(TenantDay key) {
        LocalDate day = LocalDate.ofEpochDay(key.day());
        List<SliceName> spooled = slices.stream()
                .map(SpooledSlice::name)
                .filter(name -> isOf(name, key.tenant(), day))
                .toList();
        Safe committed = committed(key.tenant(), day);
        return sequence -> spooled.stream().anyMatch(name -> contains(name, sequence)) || committed.contains(sequence);
    }

    private boolean isOf(SliceName name, Tenant tenant, LocalDate day) {
        return name.generation().instance().equals(instance)
                && name.tenant().equals(tenant)
                && name.day().equals(day);
    }

    private static boolean contains(SliceName name, long sequence) {
        return name.firstWalSequence() <= sequence && sequence <= name.lastWalSequence();
    }

    private Safe committed(Tenant tenant, LocalDate day) {
        if (bucketAway) {
            return sequence -> false;
        }
        try {
            // Sequences rise even over a lost folder, so every boot epoch of the instance may be compared.
            var coverage = catalogs.read(tenant, day).coverage(instance, 0);
            return coverage.isEmpty() ? sequence -> false : coverage::contains;
        } catch (LodurException e) {
            bucketAway = true;
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the bucket does not answer while the log of " + instance
                            + " is replayed: its rows are served, and compared with the catalogs before they are stored: "
                            + e.text());
            return sequence -> false;
        }
    }
}
