package dev.lodur.querier;

import dev.lodur.engine.SegmentQuery;
import dev.lodur.store.CatalogEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shares the segments of a large query among this querier and the others, by their sizes: each of the largest segments
 * first goes to whoever has the least by then. Small queries stay whole, since asking costs more than it saves.
 */
final class Spread {
    private final QuerierDirectory directory;
    private final long bytesMin;

    /**
     * What one other querier is to read.
     */
    record Part(SegmentQuery querier, List<CatalogEntry> segments) {}

    /**
     * Who reads what; each segment is in one place.
     *
     * @param own what this querier reads, in the order of before
     */
    record Shares(List<CatalogEntry> own, List<Part> parts) {}

    /**
     * @param bytesMin segments that a query must have for others to take a part; 0 for never
     */
    Spread(QuerierDirectory directory, long bytesMin) {
        this.directory = directory;
        this.bytesMin = bytesMin;
    }

    Shares of(List<CatalogEntry> segments) {
        long bytes = segments.stream().mapToLong(CatalogEntry::sizeBytes).sum();
        List<SegmentQuery> others =
                bytesMin == 0 || bytes < bytesMin || segments.size() < 2 ? List.of() : directory.others();
        return others.isEmpty() ? whole(segments) : shared(segments, others);
    }

    /** All of it here. */
    static Shares whole(List<CatalogEntry> segments) {
        return new Shares(segments, List.of());
    }

    private static Shares shared(List<CatalogEntry> segments, List<SegmentQuery> others) {
        int[] owners = owners(segments, others.size() + 1);
        List<List<CatalogEntry>> shares = new ArrayList<>();
        for (int i = 0; i <= others.size(); i++) {
            shares.add(new ArrayList<>());
        }
        for (int i = 0; i < owners.length; i++) {
            shares.get(owners[i]).add(segments.get(i));
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            if (!shares.get(i + 1).isEmpty()) {
                parts.add(new Part(others.get(i), shares.get(i + 1)));
            }
        }
        return new Shares(shares.getFirst(), parts);
    }

    /** Who reads each segment, by its place. */
    private static int[] owners(List<CatalogEntry> segments, int readers) {
        long[] bytes = new long[readers];
        int[] owners = new int[segments.size()];
        IntStream.range(0, owners.length)
                .boxed()
                .sorted(Comparator.comparingLong(
                                (Integer place) -> segments.get(place).sizeBytes())
                        .reversed())
                .forEach(place -> {
                    owners[place] = least(bytes);
                    bytes[owners[place]] += segments.get(place).sizeBytes();
                });
        return owners;
    }

    private static int least(long[] bytes) {
        int least = 0;
        for (int i = 1; i < bytes.length; i++) {
            least = bytes[i] < bytes[least] ? i : least;
        }
        return least;
    }
}
