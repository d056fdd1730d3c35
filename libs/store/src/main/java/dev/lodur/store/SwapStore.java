package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Commits changes to states that are kept by compare-and-swap.
 *
 * <p>One attempt reads the state, applies the waiting changes, and replaces it under the condition that it is still the
 * one that was read (or still absent); after that it reads back. An attempt that fails in any way, by a conflict, a
 * refused rate or a lost answer, is followed by another after a {@link BackOff}; since a change that is already there
 * applies as nothing, it does no harm if the failed attempt did succeed.
 *
 * <p>One commit is in flight for each state: changes that come meanwhile wait, and go together into the next attempt.
 * Thread-safe; the methods block.
 */
final class SwapStore<S> {
    private static final int ATTEMPTS_MAX = 8;

    private final Clock clock;
    private final BackOff backOff;
    private final ConcurrentHashMap<String, CommitQueue<S>> queues = new ConcurrentHashMap<>();

    SwapStore(Clock clock, Sleeper sleeper, RandomGenerator random) {
        this.clock = clock;
        this.backOff = new BackOff(sleeper, random);
    }

    /** The state as it is now; a missing one is that before the first commit. */
    S read(SwappedPlace<S> place) {
        return readVersion(place).state;
    }

    /** Makes a change and returns a state that has it, read back; fails as {@link CatalogStore#commit}. */
    S commit(SwappedPlace<S> place, SwapChange<S> change) {
        String key = place.name();
        PendingChange<S> pending = new PendingChange<>(change);
        CommitQueue<S> queue = queues.compute(key, (ignored, present) -> {
            CommitQueue<S> joined = present == null ? new CommitQueue<>() : present;
            joined.add(pending);
            return joined;
        });
        queue.lock();
        try {
            if (!pending.isDone()) {
                commitAll(place, queue);
            }
        } finally {
            queue.unlock();
            queues.computeIfPresent(key, (ignored, present) -> present.leave() ? null : present);
        }
        return pending.result();
    }

    private void commitAll(SwappedPlace<S> place, CommitQueue<S> queue) {
        List<PendingChange<S>> changes = new ArrayList<>();
        try {
            for (int attempt = 1; ; attempt++) {
                changes.addAll(queue.takeAll());
                LodurException failure = attempt(place, changes);
                if (failure == null) {
                    return;
                }
                if (attempt == ATTEMPTS_MAX) {
                    throw new LodurException(
                            ErrorCode.UNAVAILABLE,
                            place.name() + " not committed after " + attempt + " attempts: " + failure.text(),
                            failure);
                }
                backOff.pause(attempt);
            }
        } catch (LodurException e) {
            changes.forEach(change -> change.fail(e));
        }
    }

    /** Returns null when every change was committed or has failed for good, else why to try again. */
    private @Nullable LodurException attempt(SwappedPlace<S> place, List<PendingChange<S>> changes) {
        try {
            Version<S> base = readVersion(place);
            Optional<S> changed = apply(base.state, changes);
            S committed =
                    changed.isEmpty() ? base.state : putAndReadBack(place, base.tag, place.nextVersion(changed.get()));
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

    /** The state with all changes that can be made, the others failed and dropped; empty where it has them all. */
    private Optional<S> apply(S base, List<PendingChange<S>> changes) {
        Optional<S> changed = Optional.empty();
        for (Iterator<PendingChange<S>> all = changes.iterator(); all.hasNext(); ) {
            PendingChange<S> change = all.next();
            try {
                Optional<S> next = change.apply(changed.orElse(base), clock.millis());
                changed = next.isPresent() ? next : changed;
            } catch (LodurException e) {
                change.fail(e);
                all.remove();
            }
        }
        return changed;
    }

    private S putAndReadBack(SwappedPlace<S> place, String tag, S next) {
        String nextTag = place.replace(next, tag);
        return switch (place.getIfChanged(nextTag)) {
            case ConditionalGet.Unchanged() -> next;
            case ConditionalGet.Changed(byte[] bytes, String laterTag) -> laterVersion(place, next, bytes);
            case ConditionalGet.Missing() -> throw StoreFailures.gone(place.name());
        };
    }

    private static <S> S laterVersion(SwappedPlace<S> place, S next, byte[] bytes) {
        S found = place.decode(bytes);
        if (place.version(found) <= place.version(next)) {
            // Not ours and not built on ours: the store took a put whose condition did not hold.
            throw new LodurException(
                    ErrorCode.CONFLICT,
                    place.name() + " is at version " + place.version(found) + " after " + place.version(next)
                            + " was committed");
        }
        return found;
    }

    private Version<S> readVersion(SwappedPlace<S> place) {
        return switch (place.getIfChanged(CatalogObjects.NO_CATALOG)) {
            case ConditionalGet.Changed(byte[] bytes, String tag) -> new Version<>(place.decode(bytes), tag);
            case ConditionalGet.Missing() -> new Version<>(place.none(), CatalogObjects.NO_CATALOG);
            case ConditionalGet.Unchanged() ->
                throw new IllegalStateException("the store calls " + place.name() + " unchanged, which was not known");
        };
    }

    private record Version<S>(S state, String tag) {}
}
