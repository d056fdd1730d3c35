package dev.lodur.querier;

import dev.lodur.engine.AnnouncedSegment;
import dev.lodur.engine.Announcements;
import dev.lodur.engine.ServedSlice;
import dev.lodur.engine.StreamSelector;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import dev.lodur.segment.LabelSummary;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.CatalogReader;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.Freshness;
import dev.lodur.store.Origin;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Draws the border between ingesters and bucket: which segments a query reads after the ingesters have said what they
 * answer for and what they have handed over.
 *
 * <p>Slices that an ingester serves are left out of the catalog's segments; segments that it announced and the catalog
 * at hand does not know yet are added. A catalog is read anew where an ingester announces something that a later version
 * has replaced.
 */
final class LiveSegments {
    private final CatalogReader catalogs;

    LiveSegments(CatalogReader catalogs) {
        this.catalogs = catalogs;
    }

    /**
     * The segments that may hold rows of a query.
     *
     * @param said what each ingester that answered has said
     * @param freshness how old the catalogs may be
     */
    List<CatalogEntry> find(
            Tenant tenant, TimeRange range, StreamSelector selector, List<Announcements> said, Freshness freshness) {
        Set<ServedSlice> served = new HashSet<>();
        List<AnnouncedSegment> announced = new ArrayList<>();
        for (Announcements announcements : said) {
            served.addAll(announcements.served());
            announced.addAll(announcements.committed());
        }
        List<CatalogEntry> segments = new ArrayList<>();
        for (LocalDate day : catalogs.days(tenant, range)) {
            for (CatalogEntry entry : live(tenant, day, announced, freshness)) {
                if (!isServed(entry, day, served) && mayHold(entry, range, selector)) {
                    segments.add(entry);
                }
            }
        }
        return segments;
    }

    /** A day's segments: the catalog's, and those announced that it does not know. */
    private List<CatalogEntry> live(
            Tenant tenant, LocalDate day, List<AnnouncedSegment> announced, Freshness freshness) {
        DayCatalog catalog = catalogs.read(tenant, day, freshness);
        // By key: a version is announced that has the segment, which need not be the first one that had it.
        Map<String, CatalogEntry> entries = new LinkedHashMap<>();
        catalog.entries().forEach(entry -> entries.put(entry.key(), entry));
        for (AnnouncedSegment segment : announced) {
            if (!segment.day().equals(day) || segment.catalogVersion() <= catalog.version()) {
                continue;
            }
            Optional<CatalogEntry> entry = segment.entry();
            if (entry.isEmpty()) {
                return catalogs.read(tenant, day, new Freshness.Revalidate()).entries();
            }
            entries.putIfAbsent(entry.get().key(), entry.get());
        }
        return List.copyOf(entries.values());
    }

    private static boolean isServed(CatalogEntry entry, LocalDate day, Set<ServedSlice> served) {
        return switch (entry.origin()) {
            case Origin.Flushed flushed -> served.contains(new ServedSlice(flushed.generation(), day));
            case Origin.Compacted compacted -> false;
        };
    }

    private static boolean mayHold(CatalogEntry entry, TimeRange range, StreamSelector selector) {
        return range.overlaps(entry.minTimestampNanos(), entry.maxTimestampNanos())
                && (entry.labelSummary().length == 0 || selector.mayMatch(LabelSummary.decode(entry.labelSummary())));
    }
}
