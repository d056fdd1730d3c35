package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One change of a day's catalog, which can be applied again to whatever version is found: a catalog
 * that has it already stays as it is, and so a lost answer does no harm.
 */
public sealed interface CatalogChange {
    /**
     * Returns the catalog with this change, or nothing when it has it already.
     *
     * @param nowMillis the commit time for entries that come in
     * @throws LodurException {@link ErrorCode#CONFLICT} when the change cannot be made any more
     */
    Optional<DayCatalog> apply(DayCatalog catalog, long nowMillis);

    /**
     * Takes a flushed segment in, unless the catalog covers its WAL range already, under this key or another.
     *
     * @param notAfterMillis when the segment's object is too old to be relied on: whoever was held up so long puts another
     */
    record Add(CatalogEntry entry, Origin.Flushed origin, long notAfterMillis) implements CatalogChange {
        /** One whose object stays. */
        public static Add of(CatalogEntry entry) {
            return of(entry, Long.MAX_VALUE);
        }

        /** @throws IllegalArgumentException when the entry was not flushed */
        public static Add of(CatalogEntry entry, long notAfterMillis) {
            if (entry.origin() instanceof Origin.Flushed flushed) {
                return new Add(entry, flushed, notAfterMillis);
            }
            throw new IllegalArgumentException("not a flushed segment: " + entry.key());
        }

        @Override
        public Optional<DayCatalog> apply(DayCatalog catalog, long nowMillis) {
            if (catalog.covers(origin.walRange())) {
                return Optional.empty();
            }
            if (nowMillis > notAfterMillis) {
                throw new LodurException(
                        ErrorCode.CONFLICT,
                        "object '" + entry.key() + "' was put so long ago that it may be swept: it is put again");
            }
            return Optional.of(catalog.with(entry.committedAt(nowMillis)));
        }
    }

    /**
     * Changes nothing but the version, so that who read the catalog before cannot commit without another look. What is
     * too old to be committed by then, and is not in the catalog that comes back, never will be.
     */
    record Fence() implements CatalogChange {
        @Override
        public Optional<DayCatalog> apply(DayCatalog catalog, long nowMillis) {
            return Optional.of(catalog);
        }
    }

    /**
     * Puts segments in the place of others, all of which must still be live; without outputs these are removed.
     *
     * @param notAfterMillis when the outputs' objects are too old to be relied on, as with {@link Add}
     * @param storeAheadMillis how far the store's clock is ahead of the committer's
     */
    record Replace(List<String> inputKeys, List<CatalogEntry> outputs, long notAfterMillis, long storeAheadMillis)
            implements CatalogChange {
        public Replace {
            if (inputKeys.isEmpty()) {
                throw new IllegalArgumentException("no segments to replace");
            }
            inputKeys = List.copyOf(inputKeys);
            outputs = List.copyOf(outputs);
        }

        @Override
        public Optional<DayCatalog> apply(DayCatalog catalog, long nowMillis) {
            Set<String> live = new HashSet<>();
            catalog.entries().forEach(entry -> live.add(entry.key()));
            if (live.containsAll(inputKeys)) {
                if (nowMillis > notAfterMillis) {
                    throw new LodurException(
                            ErrorCode.CONFLICT,
                            "merged objects of " + catalog.tenant() + " for " + catalog.day()
                                    + " were put so long ago that they may be swept: the merge begins again");
                }
                List<CatalogEntry> committed = outputs.stream()
                        .map(output -> output.committedAt(nowMillis))
                        .toList();
                return Optional.of(catalog.with(Set.copyOf(inputKeys), committed, nowMillis + storeAheadMillis));
            }
            boolean inputsGone = inputKeys.stream().noneMatch(live::contains);
            if (inputsGone && outputs.stream().allMatch(output -> live.contains(output.key()))) {
                return Optional.empty();
            }
            throw new LodurException(
                    ErrorCode.CONFLICT,
                    "segments to replace are not all live in the catalog of " + catalog.tenant() + " for "
                            + catalog.day() + ": " + inputKeys.size() + " named");
        }
    }

    /** Forgets objects that are gone from the bucket. */
    record Forget(Set<String> keys) implements CatalogChange {
        public Forget {
            keys = Set.copyOf(keys);
        }

        @Override
        public Optional<DayCatalog> apply(DayCatalog catalog, long nowMillis) {
            return catalog.removed().stream().anyMatch(object -> keys.contains(object.key()))
                    ? Optional.of(catalog.forgetting(keys))
                    : Optional.empty();
        }
    }
}
