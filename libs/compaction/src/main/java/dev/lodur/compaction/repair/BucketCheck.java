package dev.lodur.compaction.repair;

import dev.lodur.model.Tenant;
import dev.lodur.store.BucketListing;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.ObjectName;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectPage.ListedObject;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.SegmentKey;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Checks a bucket: that every catalog can be read and names only segments that are there and are as it says. Reads only,
 * and may run beside a Lodur that works on the bucket.
 *
 * <p>Goes through one listing, a day of a tenant at a time: memory holds the names of one day's objects. Costs a listing,
 * a read of each catalog, and one range read for each segment; a deep check reads every segment twice.
 */
public final class BucketCheck {
    private final ObjectStore store;
    private final ObjectNames names;
    private final CatalogObjects catalogs;

    public BucketCheck(ObjectStore store, ObjectNames names, CatalogObjects catalogs) {
        this.store = store;
        this.names = names;
        this.catalogs = catalogs;
    }

    /**
     * Checks once.
     *
     * @param findings is told of each thing that is wrong when it is found
     * @throws dev.lodur.model.LodurException where the store does not answer
     */
    public CheckResult run(CheckScope scope, Consumer<Finding> findings) {
        CheckTotals totals = new CheckTotals(findings, store.nowMillis());
        Run run = new Run(scope, totals, new DayCheck(store, catalogs, names, totals));
        String prefix = scope.tenant().map(tenant -> names.all() + tenant + "/").orElse(names.all());
        BucketListing.forEach(store, prefix, run::add);
        run.endTenant();
        return totals.result();
    }

    private final class Run {
        private final CheckScope scope;
        private final CheckTotals totals;
        private final DayCheck dayCheck;
        private final SmallObjectsCheck copies;
        private final Set<Tenant> deletesChecked = new HashSet<>();
        private Optional<Tenant> tenant = Optional.empty();
        private Optional<LocalDate> day = Optional.empty();
        /** The catalogs of the tenant whose days the listing has not come to. */
        private SortedSet<LocalDate> daysAhead = new TreeSet<>();

        private final Map<String, ListedObject> listed = new TreeMap<>();

        Run(CheckScope scope, CheckTotals totals, DayCheck dayCheck) {
            this.scope = scope;
            this.totals = totals;
            this.dayCheck = dayCheck;
            this.copies = new SmallObjectsCheck(store, catalogs, names, totals);
        }

        void add(ListedObject object) {
            totals.addObject();
            switch (names.parse(object.key())) {
                case ObjectName.Segment(SegmentKey key) -> addSegment(key, object);
                case ObjectName.Catalog(Tenant owner, LocalDate _) -> enter(owner);
                case ObjectName.CatalogVersion(Tenant owner, LocalDate _) -> enter(owner);
                case ObjectName.Deletes(Tenant owner) -> checkDeletes(owner);
                case ObjectName.DeletesVersion(Tenant owner) -> checkDeletes(owner);
                case ObjectName.CatalogCopy(Tenant _, LocalDate _, LocalDate of) -> checkCopy(object, of);
                case ObjectName.DeletesCopy _ -> copies.checkDeletes(object.key());
                case ObjectName.Probe() -> {}
                case ObjectName.Other() -> addOther(object);
            }
        }

        private void addOther(ListedObject object) {
            if (!object.key().equals(names.cluster())) {
                totals.addUnknown();
            }
        }

        private void checkCopy(ListedObject object, LocalDate of) {
            if (scope.hasDay(of)) {
                copies.checkCatalog(object.key());
            }
        }

        /** Once for each tenant, whatever the number of versions. */
        private void checkDeletes(Tenant owner) {
            if (deletesChecked.add(owner)) {
                copies.checkCurrentDeletes(owner);
            }
        }

        private void enter(Tenant next) {
            if (tenant.isEmpty() || !tenant.get().equals(next)) {
                endTenant();
                tenant = Optional.of(next);
                daysAhead = catalogs.listDays(next).stream()
                        .filter(scope::hasDay)
                        .collect(Collectors.toCollection(TreeSet::new));
            }
        }

        private void addSegment(SegmentKey key, ListedObject object) {
            enter(key.tenant());
            if (!scope.hasDay(key.day())) {
                return;
            }
            if (day.isEmpty() || !day.get().equals(key.day())) {
                endDay();
                day = Optional.of(key.day());
            }
            listed.put(object.key(), object);
        }

        private void endDay() {
            if (tenant.isPresent() && day.isPresent()) {
                daysAhead.remove(day.get());
                dayCheck.check(tenant.get(), day.get(), listed, scope.deep());
            }
            listed.clear();
            day = Optional.empty();
        }

        void endTenant() {
            endDay();
            if (tenant.isPresent()) {
                for (LocalDate without : daysAhead) {
                    dayCheck.check(tenant.get(), without, new TreeMap<>(), scope.deep());
                }
            }
            daysAhead = new TreeSet<>();
        }
    }
}
