package dev.lodur.store;

import dev.lodur.model.Tenant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The live segments of one tenant and UTC day, in one version; immutable. Version 0 is that of a day without an object,
 * and has no entries.
 *
 * @param version one more with every commit
 * @param entries in the order of their commits, those that replaced others in the place of the first of these; each key
 *     once
 * @param retired WAL ranges whose rows were committed in entries that are not live any more: merged or expired rows must
 *     not come back from a WAL or spool that was away meanwhile
 * @param removed objects of entries that are not live any more, until they are known to be gone
 * @param unknownFields what a newer version wrote and this one does not understand, kept as it is
 */
public record DayCatalog(
        Tenant tenant,
        LocalDate day,
        long version,
        List<CatalogEntry> entries,
        List<WalRange> retired,
        List<RemovedObject> removed,
        byte[] unknownFields) {
    public DayCatalog {
        entries = List.copyOf(entries);
        retired = List.copyOf(retired);
        removed = List.copyOf(removed);
    }

    public static DayCatalog empty(Tenant tenant, LocalDate day) {
        return new DayCatalog(tenant, day, 0, List.of(), List.of(), List.of(), new byte[0]);
    }

    /** For texts. */
    String name() {
        return "catalog of " + tenant + " for " + day;
    }

    public Optional<CatalogEntry> find(String key) {
        return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
    }

    /** The live entry that holds a slice, under whatever key it was uploaded. */
    public Optional<CatalogEntry> findSlice(WalRange range) {
        return entries.stream()
                .filter(entry -> entry.origin() instanceof Origin.Flushed flushed
                        && flushed.walRange().equals(range))
                .findFirst();
    }

    /**
     * What is committed of an instance's WAL, so that recovery leaves it out.
     *
     * @param oldestBootEpoch of the first start on the instance's present folder: what was committed before belongs to
     *     an earlier folder, whose sequences say nothing about this one
     */
    public WalCoverage coverage(String instance, long oldestBootEpoch) {
        return WalCoverage.of(committedRanges()
                .filter(range -> range.instance().equals(instance) && range.bootEpoch() >= oldestBootEpoch)
                .toList());
    }

    /** Whether the rows of a slice are committed already, in live entries or in ones that were replaced since. */
    public boolean covers(WalRange range) {
        return WalCoverage.of(committedRanges().filter(range::sameLog).toList())
                .containsAll(range.firstSequence(), range.lastSequence());
    }

    /**
     * Whether this can be a later version of another one: no version is earlier, and what was committed stays known. Where
     * not, the catalog was lost and begun anew.
     */
    public boolean continues(DayCatalog earlier) {
        return version >= earlier.version && earlier.committedRanges().allMatch(this::covers);
    }

    private Stream<WalRange> committedRanges() {
        return Stream.concat(retired.stream(), entries.stream().flatMap(entry -> walRange(entry).stream()));
    }

    private static Optional<WalRange> walRange(CatalogEntry entry) {
        return entry.origin() instanceof Origin.Flushed flushed ? Optional.of(flushed.walRange()) : Optional.empty();
    }

    /** This catalog with another entry; the same version. */
    DayCatalog with(CatalogEntry added) {
        List<CatalogEntry> more = new ArrayList<>(entries);
        more.add(added);
        return new DayCatalog(tenant, day, version, more, retired, removed, unknownFields);
    }

    /**
     * This catalog with some entries taken out, whose WAL ranges and objects stay known, and others put in where the first
     * of these stood: rows of one stream and time are read in this order. The same version.
     */
    DayCatalog with(Set<String> removedKeys, List<CatalogEntry> added, long storeMillis) {
        List<CatalogEntry> kept = new ArrayList<>();
        List<WalRange> gone = new ArrayList<>(retired);
        List<RemovedObject> objects = new ArrayList<>(removed);
        int place = -1;
        for (CatalogEntry entry : entries) {
            if (removedKeys.contains(entry.key())) {
                place = place < 0 ? kept.size() : place;
                walRange(entry).ifPresent(gone::add);
                objects.add(new RemovedObject(entry.key(), storeMillis));
            } else {
                kept.add(entry);
            }
        }
        kept.addAll(place < 0 ? kept.size() : place, added);
        return new DayCatalog(tenant, day, version, kept, WalCoverage.joined(gone), objects, unknownFields);
    }

    /** This catalog without objects that are gone; the same version. */
    DayCatalog forgetting(Set<String> goneKeys) {
        List<RemovedObject> kept = removed.stream()
                .filter(object -> !goneKeys.contains(object.key()))
                .toList();
        return new DayCatalog(tenant, day, version, entries, retired, kept, unknownFields);
    }

    DayCatalog nextVersion() {
        return new DayCatalog(tenant, day, version + 1, entries, retired, removed, unknownFields);
    }
}
