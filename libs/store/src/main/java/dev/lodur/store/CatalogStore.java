package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Commits changes to the catalogs in the bucket by compare-and-swap.
 *
 * <p>One attempt reads the catalog, applies the waiting changes, and replaces it under the condition that it is still the
 * one that was read (or still absent), in the way of the {@link CatalogObjects}; after that it reads back. An attempt that fails in any way,
 * by a conflict, a refused rate or a lost answer, is followed by another after a {@link BackOff}; since a change that is
 * already there applies as nothing, it does no harm if the failed attempt did succeed.
 *
 * <p>One commit is in flight for each day: changes that come meanwhile wait, and go together into the next attempt.
 * Thread-safe; the methods block.
 */
public final class CatalogStore {
    private static final int ATTEMPTS_MAX = 8;

    private final CatalogObjects objects;
    private final Clock clock;
    private final BackOff backOff;
    private final ConcurrentHashMap<String, CommitQueue> queues = new ConcurrentHashMap<>();

    public CatalogStore(CatalogObjects objects, Clock clock, Sleeper sleeper, RandomGenerator random) {
        this.objects = objects;
        this.clock = clock;
        this.backOff = new BackOff(sleeper, random);
    }

    /** The catalog as it is in the bucket now; a missing one is empty. */
    public DayCatalog read(Tenant tenant, LocalDate day) {
        return readVersion(tenant, day).catalog;
    }

    /**
     * Makes a change and returns a catalog that has it, read back from the bucket.
     *
     * @throws LodurException {@link ErrorCode#CONFLICT} when the change itself cannot be made any more;
     *     {@link ErrorCode#UNAVAILABLE} after eight attempts, when it may or may not be there and is to be tried again;
     *     {@link ErrorCode#CORRUPT}, {@link ErrorCode#FORMAT_TOO_NEW} when the catalog cannot be read
     */
    public DayCatalog commit(Tenant tenant, LocalDate day, CatalogChange change) {
        String key = tenant + "/" + day;
        PendingChange pending = new PendingChange(change);
        CommitQueue queue = queues.compute(key, (ignored, present) -> {
            CommitQueue joined = present == null ? new CommitQueue() : present;
            joined.add(pending);
            return joined;
        });
        queue.lock();
        try {
            if (!pending.isDone()) {
                commitAll(tenant, day, queue);
            }
        } finally {
            queue.unlock();
            queues.computeIfPresent(key, (ignored, present) -> present.leave() ? null : present);
        }
        return pending.result();
    }

    private void commitAll(Tenant tenant, LocalDate day, CommitQueue queue) {
        List<PendingChange> changes = new ArrayList<>();
        try {
            for (int attempt = 1; ; attempt++) {
                changes.addAll(queue.takeAll());
                LodurException failure = attempt(tenant, day, changes);
                if (failure == null) {
                    return;
                }
                if (attempt == ATTEMPTS_MAX) {
                    throw new LodurException(
                            ErrorCode.UNAVAILABLE,
                            "catalog of " + tenant + " for " + day + " not committed after " + attempt + " attempts: "
                                    + failure.text(),
                            failure);
                }
                backOff.pause(attempt);
            }
        } catch (LodurException e) {
            changes.forEach(change -> change.fail(e));
        }
    }

    /** Returns null when every change was committed or has failed for good, else why to try again. */
    private @Nullable LodurException attempt(Tenant tenant, LocalDate day, List<PendingChange> changes) {
        try {
            Version base = readVersion(tenant, day);
            Optional<DayCatalog> changed = apply(base.catalog, changes);
            DayCatalog committed = changed.isEmpty()
                    ? base.catalog
                    : putAndReadBack(base, changed.get().nextVersion());
            // Somebody may have committed in between, but nothing that this one holds can be undone by that.
            changes.forEach(change -> change.succeed(committed));
            return null;
        } catch (LodurException e) {
            if (e.code().action() == ErrorCode.Action.RETRY_LATER) {
                return e;
            }
            throw e;
        }
    }

    /** The catalog with all changes that can be made, the others failed and dropped; empty where it has them all. */
    private Optional<DayCatalog> apply(DayCatalog base, List<PendingChange> changes) {
        Optional<DayCatalog> changed = Optional.empty();
        for (Iterator<PendingChange> all = changes.iterator(); all.hasNext(); ) {
            PendingChange change = all.next();
            try {
                Optional<DayCatalog> next = change.apply(changed.orElse(base), clock.millis());
                changed = next.isPresent() ? next : changed;
            } catch (LodurException e) {
                change.fail(e);
                all.remove();
            }
        }
        return changed;
    }

    private DayCatalog putAndReadBack(Version base, DayCatalog next) {
        String tag = objects.replace(next, base.tag);
        return switch (objects.getIfChanged(next.tenant(), next.day(), tag)) {
            case ConditionalGet.Unchanged() -> next;
            case ConditionalGet.Changed(byte[] bytes, String laterTag) -> laterVersion(next, bytes);
            case ConditionalGet.Missing() -> throw StoreFailures.gone(next.name());
        };
    }

    private static DayCatalog laterVersion(DayCatalog next, byte[] bytes) {
        DayCatalog found = DayCatalogFormat.decode(next.name(), bytes);
        if (found.version() <= next.version()) {
            // Not ours and not built on ours: the store took a put whose condition did not hold.
            throw new LodurException(
                    ErrorCode.CONFLICT,
                    next.name() + " is at version " + found.version() + " after " + next.version() + " was committed");
        }
        return found;
    }

    private Version readVersion(Tenant tenant, LocalDate day) {
        DayCatalog none = DayCatalog.empty(tenant, day);
        return switch (objects.getIfChanged(tenant, day, CatalogObjects.NO_CATALOG)) {
            case ConditionalGet.Changed(byte[] bytes, String tag) ->
                new Version(DayCatalogFormat.decode(none.name(), bytes), tag);
            case ConditionalGet.Missing() -> new Version(none, CatalogObjects.NO_CATALOG);
            case ConditionalGet.Unchanged() ->
                throw new IllegalStateException("the store calls " + none.name() + " unchanged, which was not known");
        };
    }

    private record Version(DayCatalog catalog, String tag) {}
}
