package dev.lodur.compactor;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.BucketListing;
import dev.lodur.store.ObjectName;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectPage.ListedObject;
import dev.lodur.store.ObjectStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Removes what no catalog names: segments of uploads that were never committed, versions of catalogs that are not current,
 * and probes that were left.
 *
 * <p>An object goes when all of this holds: it is older than 24 h by the store's own clock; a catalog of its day exists,
 * was read after the lock was confirmed, and does not name it; and an earlier sweep, an hour ago or more, has found the
 * same, so that readers have forgotten a catalog that still named it. Before anything of a day goes, its catalog gets
 * another version: a writer that was held up between its look at the catalog and its commit, be it for days, has to look
 * again, and finds its object too old. Of a day without a catalog, or with one that cannot be read, nothing goes. What is
 * not known as one of Lodur's names is never touched.
 *
 * <p>Costs one listing of the bucket (a class A request for each thousand objects), one read of each catalog whose day has
 * old objects that the listing shows, and one commit for each day of which something goes. For one thread.
 */
final class OrphanSweep {
    private static final System.Logger LOGGER = System.getLogger(OrphanSweep.class.getName());
    private static final long AGE_MIN_MILLIS = Duration.ofHours(24).toMillis();
    private static final long SEEN_AGO_MIN_MILLIS = Duration.ofHours(1).toMillis();

    private final ObjectStore store;
    private final ObjectNames names;
    private final NamedObjects named;
    private final CompactorLock lock;
    /** What an earlier sweep has found to be named by nobody, and when that was by the store's clock. */
    private Map<String, Long> seenMillis = new HashMap<>();

    OrphanSweep(ObjectStore store, ObjectNames names, NamedObjects named, CompactorLock lock) {
        this.store = store;
        this.names = names;
        this.named = named;
        this.lock = lock;
    }

    /**
     * Sweeps once.
     *
     * @param inventory is told of every object that the listing shows
     * @throws LodurException where the store does not answer, or the lock is lost; what was removed until then is gone
     */
    SweepResult run(BucketInventory inventory) {
        Run run = new Run(store.nowMillis());
        BucketListing.forEach(store, names.all(), object -> {
            inventory.add(names.parse(object.key()), object);
            run.add(object);
        });
        run.endGroup();
        seenMillis = run.seen;
        return new SweepResult(run.listed, run.orphans, run.removed, run.unreadable);
    }

    /** One sweep; objects of a day come one after the other, since the listing is sorted. */
    private final class Run {
        private final long nowMillis;
        private final Map<String, Long> seen = new HashMap<>();
        private final List<ListedObject> group = new ArrayList<>();
        private NamedObjects.Scope scope = NamedObjects.Scope.NONE;
        private long listed;
        private long orphans;
        private long removed;
        private long unreadable;

        Run(long nowMillis) {
            this.nowMillis = nowMillis;
        }

        void add(ListedObject object) {
            listed++;
            if (nowMillis - object.lastModifiedMillis() <= AGE_MIN_MILLIS) {
                return;
            }
            ObjectName name = names.parse(object.key());
            NamedObjects.Scope own = NamedObjects.Scope.of(name);
            if (!own.equals(scope)) {
                endGroup();
                scope = own;
            }
            if (!own.equals(NamedObjects.Scope.NONE)) {
                group.add(object);
            }
        }

        void endGroup() {
            if (!group.isEmpty()) {
                requireLock();
                named.in(scope).ifPresentOrElse(this::sweep, () -> unreadable++);
                group.clear();
            }
        }

        private void sweep(Set<String> live) {
            List<ListedObject> unnamed = new ArrayList<>();
            for (ListedObject object : group) {
                if (!live.contains(object.key())) {
                    orphans++;
                    if (wasSeenBefore(object)) {
                        unnamed.add(object);
                    }
                }
            }
            if (!unnamed.isEmpty()) {
                requireLock();
                named.fenced(scope).ifPresentOrElse(stillLive -> remove(unnamed, stillLive), () -> unreadable++);
            }
        }

        private boolean wasSeenBefore(ListedObject object) {
            long sinceMillis = seenMillis.getOrDefault(object.key(), nowMillis);
            if (nowMillis - sinceMillis < SEEN_AGO_MIN_MILLIS) {
                seen.put(object.key(), sinceMillis);
                return false;
            }
            return true;
        }

        private void remove(List<ListedObject> unnamed, Set<String> live) {
            for (ListedObject object : unnamed) {
                if (!live.contains(object.key())) {
                    store.delete(object.key());
                    removed++;
                    LOGGER.log(System.Logger.Level.INFO, "removed '" + object.key() + "', which no catalog names");
                }
            }
        }

        private void requireLock() {
            if (!lock.confirm()) {
                throw new LodurException(ErrorCode.CONFLICT, "another compactor leads now: the sweep ends here");
            }
        }
    }
}
