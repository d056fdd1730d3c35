package dev.lodur.compaction.repair;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.store.BucketListing;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.ConditionalGet;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.DayCatalogFormat;
import dev.lodur.store.ObjectName;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectPage.ListedObject;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.Origin;
import dev.lodur.store.RemovedObject;
import dev.lodur.store.SegmentOrigin;
import dev.lodur.store.WalRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes the catalog of a day again from the day's segments and the newest copy that can be read. {@link Lineage} says
 * which segments are live. Segments whose lines all are older than what is known to have expired stay out. WAL ranges
 * that went into merged segments, or that the copy knows, stay known as committed, so that no recovering ingester commits
 * them once more.
 *
 * <p>Reads every byte of the day's segments once. Memory holds one index, and an entry for each segment. For one thread.
 */
public final class CatalogRebuild {
    private final ObjectStore store;
    private final ObjectNames names;
    private final CatalogObjects objects;
    private final CandidateReader reader;

    public CatalogRebuild(ObjectStore store, ObjectNames names, CatalogObjects objects) {
        this.store = store;
        this.names = names;
        this.objects = objects;
        this.reader = new CandidateReader(store);
    }

    /** The days of a tenant that have segments, a catalog or a copy of one. */
    public SortedSet<LocalDate> days(Tenant tenant) {
        SortedSet<LocalDate> days = new TreeSet<>(objects.listDays(tenant));
        BucketListing.forEach(store, names.segmentsOf(tenant), object -> {
            if (names.parse(object.key()) instanceof ObjectName.Segment(var key)) {
                days.add(key.day());
            }
        });
        BucketListing.forEach(store, names.catalogCopiesOf(tenant), object -> {
            if (names.parse(object.key()) instanceof ObjectName.CatalogCopy copy) {
                days.add(copy.day());
            }
        });
        return days;
    }

    /** Whether the day's catalog is missing or cannot be read. */
    public boolean isLost(Tenant tenant, LocalDate day) {
        return !(present(tenant, day) instanceof RebuiltDay.Present.Healthy);
    }

    /**
     * Makes the catalog, without writing anything.
     *
     * @param expiredBeforeNanos lines before this are known to be removed; {@link Long#MIN_VALUE} for none
     */
    public RebuiltDay plan(Tenant tenant, LocalDate day, long expiredBeforeNanos) {
        RebuiltDay.Present present = present(tenant, day);
        Optional<CatalogCopy> copy = new CatalogCopyReader(store, names).catalog(tenant, day);
        List<LeftOut> leftOut = new ArrayList<>();
        // Where one can be read it may still be too new, begun by an ingester after the loss: it proves what it names
        // only.
        Optional<DayCatalog> healthy = healthy(present);
        List<DayCatalog> known = Stream.concat(healthy.stream(), copy.map(CatalogCopy::catalog).stream())
                .toList();
        // Lines may have come in that are older than others that are gone.
        Predicate<CatalogEntry> expired = entry -> entry.maxTimestampNanos() < expiredBeforeNanos
                && healthy.flatMap(catalog -> catalog.find(entry.key())).isEmpty();
        List<Candidate> candidates = candidates(tenant, day, known, expired, leftOut);
        Map<String, String> reasons = new Lineage(candidates, copy, healthy, new RowContainment(store)).leftOut();
        reasons.forEach((key, reason) -> leftOut.add(new LeftOut(key, reason, false)));
        List<Candidate> live = candidates.stream()
                .filter(one -> !reasons.containsKey(one.key()))
                .sorted(Comparator.comparingLong((Candidate one) -> one.entry().commitTimeMillis())
                        .thenComparing(Candidate::key))
                .toList();
        DayCatalog catalog = new DayCatalog(
                tenant,
                day,
                version(present, copy, candidates),
                live.stream().map(Candidate::entry).toList(),
                retired(live, known),
                removed(leftOut, known),
                known.isEmpty() ? new byte[0] : known.getFirst().unknownFields());
        List<String> lost = known.stream()
                .flatMap(one -> lost(one, candidates, leftOut).stream())
                .distinct()
                .toList();
        return new RebuiltDay(present, catalog, leftOut, lost, copy.map(CatalogCopy::copiedOn));
    }

    private static Optional<DayCatalog> healthy(RebuiltDay.Present present) {
        return present instanceof RebuiltDay.Present.Healthy healthy
                ? Optional.of(healthy.catalog())
                : Optional.empty();
    }

    private RebuiltDay.Present present(Tenant tenant, LocalDate day) {
        if (!(objects.getIfChanged(tenant, day, CatalogObjects.NO_CATALOG)
                instanceof ConditionalGet.Changed(byte[] bytes, String tag))) {
            return new RebuiltDay.Present.Missing();
        }
        try {
            return new RebuiltDay.Present.Healthy(
                    tag, DayCatalogFormat.decode("the catalog of " + tenant + " for " + day, bytes));
        } catch (LodurException e) {
            if (e.code() != ErrorCode.CORRUPT) {
                throw e;
            }
            return new RebuiltDay.Present.Unreadable(tag, e.text());
        }
    }

    private List<Candidate> candidates(
            Tenant tenant,
            LocalDate day,
            List<DayCatalog> known,
            Predicate<CatalogEntry> expired,
            List<LeftOut> leftOut) {
        List<Candidate> candidates = new ArrayList<>();
        BucketListing.forEach(store, names.segmentsOf(tenant) + day + "/", object -> {
            try {
                Candidate read = reader.read(names.parseSegment(tenant, object.key()), object);
                if (expired.test(read.entry())) {
                    leftOut.add(new LeftOut(object.key(), "all its lines had expired", false));
                } else {
                    candidates.add(asKnown(read, object, known));
                }
            } catch (LodurException e) {
                leftOut.add(unreadable(object, e));
            }
        });
        return candidates;
    }

    private static LeftOut unreadable(ListedObject object, LodurException failure) {
        return switch (failure.code()) {
            case CORRUPT, FORMAT_TOO_NEW, FORMAT_TOO_OLD, INVALID_REQUEST, GONE ->
                new LeftOut(object.key(), "it cannot be read: " + failure.text(), true);
            default -> throw failure;
        };
    }

    /** A catalog's entry of the same object knows more than the object. */
    private static Candidate asKnown(Candidate read, ListedObject object, List<DayCatalog> known) {
        return known.stream()
                .flatMap(catalog -> catalog.find(object.key()).stream())
                .filter(entry -> entry.sizeBytes() == object.sizeBytes()
                        && entry.checksum() == read.entry().checksum())
                .findFirst()
                .map(entry -> new Candidate(entry, read.inputs(), read.ranges(), read.putMillis()))
                .orElse(read);
    }

    /** Above all that the lost one can have had: there is less than one commit in a millisecond. */
    private long version(RebuiltDay.Present present, Optional<CatalogCopy> copy, List<Candidate> candidates) {
        long nowMillis = store.nowMillis();
        long fromMillis = copy.map(CatalogCopy::putMillis)
                .orElseGet(() -> candidates.stream()
                        .mapToLong(Candidate::putMillis)
                        .min()
                        .orElse(nowMillis));
        long lost = copy.map(known -> known.catalog().version()).orElse(0L) + Math.max(0, nowMillis - fromMillis);
        return Math.max(lost, healthy(present).map(DayCatalog::version).orElse(0L)) + 1;
    }

    private static List<WalRange> retired(List<Candidate> live, List<DayCatalog> known) {
        List<WalRange> ranges = new ArrayList<>();
        for (DayCatalog catalog : known) {
            ranges.addAll(catalog.retired());
            catalog.entries().stream()
                    .filter(entry -> live.stream().noneMatch(one -> one.key().equals(entry.key())))
                    .forEach(entry -> addRange(entry, ranges));
        }
        live.stream().filter(one -> !one.isFlushed()).forEach(one -> ranges.addAll(one.ranges()));
        return SegmentOrigin.joined(ranges);
    }

    private static void addRange(CatalogEntry entry, List<WalRange> ranges) {
        if (entry.origin() instanceof Origin.Flushed flushed) {
            ranges.add(flushed.walRange());
        }
    }

    /** Only what was known to be on its way out before; what is left out by judgment goes as an orphan, a day later. */
    private static List<RemovedObject> removed(List<LeftOut> leftOut, List<DayCatalog> known) {
        return known.stream()
                .flatMap(catalog -> catalog.removed().stream())
                .filter(object -> leftOut.stream().anyMatch(one -> one.key().equals(object.key())))
                .distinct()
                .toList();
    }

    private static List<String> lost(DayCatalog catalog, List<Candidate> candidates, List<LeftOut> leftOut) {
        return catalog.entries().stream()
                .map(CatalogEntry::key)
                .filter(key -> candidates.stream().noneMatch(one -> one.key().equals(key)))
                .filter(key -> leftOut.stream().noneMatch(one -> one.key().equals(key)))
                .filter(key -> candidates.stream().noneMatch(one -> one.inputs().contains(key)))
                .toList();
    }

    /**
     * Writes the catalog in the place of what was there when it was made.
     *
     * @param force whether also in the place of one that can be read
     * @throws LodurException {@link ErrorCode#CONFLICT} where it is not forced, or something else is there by now
     */
    public void write(RebuiltDay day, boolean force) {
        switch (day.present()) {
            case RebuiltDay.Present.Missing() -> objects.replace(day.catalog(), CatalogObjects.NO_CATALOG);
            case RebuiltDay.Present.Unreadable(String tag, String _) -> objects.replace(day.catalog(), tag);
            case RebuiltDay.Present.Healthy(String tag, DayCatalog _) when force -> objects.replace(day.catalog(), tag);
            case RebuiltDay.Present.Healthy(String _, DayCatalog catalog) ->
                throw new LodurException(
                        ErrorCode.CONFLICT,
                        "the catalog of " + catalog.tenant() + " for " + catalog.day()
                                + " can be read: it is replaced only with --force");
        }
    }
}
