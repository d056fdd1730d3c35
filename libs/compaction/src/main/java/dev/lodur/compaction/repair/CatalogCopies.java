package dev.lodur.compaction.repair;

import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.store.BucketListing;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.ConditionalGet;
import dev.lodur.store.DayCatalogFormat;
import dev.lodur.store.ObjectBody;
import dev.lodur.store.ObjectName;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectPage.ListedObject;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.PutCondition;
import dev.lodur.store.TenantDeletes;
import dev.lodur.store.TenantDeletesFormat;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Copies the catalogs and delete requests of a tenant once a week, for a day on which one is lost: a rebuilt catalog
 * knows by its copy what had expired and what was deleted.
 *
 * <p>A week's copies are in a folder of their own, named by its day. A catalog that has not changed since its last copy is
 * not copied again, and one that cannot be read never is. Copies older than {@value #KEPT_WEEKS} weeks go, but not the
 * newest one of a day that has a catalog or segments. For the compactor that leads; one thread.
 */
public final class CatalogCopies {
    static final int PERIOD_DAYS = 7;
    static final int KEPT_WEEKS = 5;

    private static final System.Logger LOGGER = System.getLogger(CatalogCopies.class.getName());

    private final ObjectStore store;
    private final ObjectNames names;
    private final CatalogObjects objects;
    private final Clock clock;

    public CatalogCopies(ObjectStore store, ObjectNames names, CatalogObjects objects, Clock clock) {
        this.store = store;
        this.names = names;
        this.objects = objects;
        this.clock = clock;
    }

    /** What was copied and removed. */
    public record Result(int copied, int removed) {}

    /**
     * Makes the copies of this week, if a week has gone by since the last ones. Costs a listing, which may be done at any
     * time; once a week a read of each catalog and of its last copy, and a put for each that has changed.
     *
     * @throws LodurException where the bucket does not answer; the next call goes on
     */
    public Result run(Tenant tenant) {
        Copies copies = list(tenant);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (copies.newest.isAfter(today.minusDays(PERIOD_DAYS))) {
            return new Result(0, 0);
        }
        int copied = 0;
        for (LocalDate day : objects.listDays(tenant)) {
            copied += copyCatalog(tenant, day, today, copies) ? 1 : 0;
        }
        int removed = removeOld(tenant, today, copies);
        // Last, and each week: it says that the copies of this week are complete.
        copyDeletes(tenant, today);
        return new Result(copied, removed);
    }

    /** All copies of a tenant by what they copy, the newest last. */
    private static final class Copies {
        private LocalDate newest = LocalDate.MIN.plusYears(1);
        private final Map<LocalDate, List<Copy>> ofDays = new TreeMap<>();
        private final List<Copy> ofDeletes = new ArrayList<>();
    }

    private record Copy(LocalDate copiedOn, String key) {}

    private Copies list(Tenant tenant) {
        Copies copies = new Copies();
        BucketListing.forEach(store, names.catalogCopiesOf(tenant), object -> add(object, copies));
        return copies;
    }

    private void add(ListedObject object, Copies copies) {
        ObjectName name = names.parse(object.key());
        if (name instanceof ObjectName.CatalogCopy(Tenant _, LocalDate copiedOn, LocalDate day)) {
            copies.ofDays.computeIfAbsent(day, key -> new ArrayList<>()).add(new Copy(copiedOn, object.key()));
        } else if (name instanceof ObjectName.DeletesCopy(Tenant _, LocalDate copiedOn)) {
            copies.ofDeletes.add(new Copy(copiedOn, object.key()));
            copies.newest = copiedOn;
        }
    }

    private boolean copyCatalog(Tenant tenant, LocalDate day, LocalDate today, Copies copies) {
        if (!(objects.getIfChanged(tenant, day, CatalogObjects.NO_CATALOG)
                instanceof ConditionalGet.Changed(byte[] bytes, String tag))) {
            return false;
        }
        if (!isReadable(() -> DayCatalogFormat.decode(names.catalog(tenant, day), bytes))) {
            return false;
        }
        List<Copy> earlier = copies.ofDays.computeIfAbsent(day, key -> new ArrayList<>());
        if (!earlier.isEmpty() && isSame(earlier.getLast(), bytes)) {
            return false;
        }
        String key = names.catalogCopy(tenant, today, day);
        store.put(key, new ObjectBody.OfBytes(bytes), PutCondition.ALWAYS);
        earlier.add(new Copy(today, key));
        return true;
    }

    private boolean isSame(Copy copy, byte[] bytes) {
        return Arrays.equals(store.get(copy.key).bytes(), bytes);
    }

    private void copyDeletes(Tenant tenant, LocalDate today) {
        byte[] bytes = TenantDeletesFormat.encode(TenantDeletes.empty(tenant));
        if (objects.getDeletesIfChanged(tenant, CatalogObjects.NO_CATALOG)
                instanceof ConditionalGet.Changed(byte[] present, String tag)) {
            if (!isReadable(() -> TenantDeletesFormat.decode(names.deletes(tenant), present))) {
                return;
            }
            bytes = present;
        }
        store.put(names.deletesCopy(tenant, today), new ObjectBody.OfBytes(bytes), PutCondition.ALWAYS);
    }

    private static boolean isReadable(Runnable decoding) {
        try {
            decoding.run();
            return true;
        } catch (LodurException e) {
            LOGGER.log(System.Logger.Level.ERROR, "not copied, since it cannot be read: " + e.text());
            return false;
        }
    }

    private int removeOld(Tenant tenant, LocalDate today, Copies copies) {
        LocalDate keptFrom = today.minusWeeks(KEPT_WEEKS);
        int removed = removeOld(copies.ofDeletes, keptFrom, false);
        for (Map.Entry<LocalDate, List<Copy>> day : copies.ofDays.entrySet()) {
            boolean old = day.getValue().getLast().copiedOn.isBefore(keptFrom);
            removed += removeOld(day.getValue(), keptFrom, old && isGone(tenant, day.getKey()));
        }
        return removed;
    }

    private int removeOld(List<Copy> copies, LocalDate keptFrom, boolean newestToo) {
        int removed = 0;
        int last = newestToo ? copies.size() : copies.size() - 1;
        for (Copy copy : copies.subList(0, Math.max(0, last))) {
            if (copy.copiedOn.isBefore(keptFrom)) {
                store.delete(copy.key);
                removed++;
            }
        }
        return removed;
    }

    private boolean isGone(Tenant tenant, LocalDate day) {
        return objects.getIfChanged(tenant, day, CatalogObjects.NO_CATALOG) instanceof ConditionalGet.Missing
                && store.list(names.segmentsOf(tenant) + day + "/", "")
                        .objects()
                        .isEmpty();
    }
}
