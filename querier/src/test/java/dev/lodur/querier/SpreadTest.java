package dev.lodur.querier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.SegmentQuery;
import dev.lodur.store.CatalogEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private static final SegmentQuery FIRST = (request, segments) -> {
        throw new UnsupportedOperationException("not asked here");
    };
    private static final SegmentQuery SECOND = (request, segments) -> {
        throw new UnsupportedOperationException("not asked here either");
    };

    private final Bucket bucket = new Bucket();

    @Test
    void aSmallQueryStaysWhole() {
        List<CatalogEntry> segments = segments(4);
        long bytes = segments.stream().mapToLong(CatalogEntry::sizeBytes).sum();

        Spread.Shares shares = new Spread(() -> List.of(FIRST), bytes + 1).of(segments);

        assertThat(shares.own()).isEqualTo(segments);
        assertThat(shares.parts()).isEmpty();
    }

    @Test
    void zeroMeansNever() {
        assertThat(new Spread(() -> List.of(FIRST), 0).of(segments(4)).parts()).isEmpty();
    }

    @Test
    void aSingleSegmentIsNotHandedOn() {
        assertThat(new Spread(() -> List.of(FIRST), 1).of(segments(1)).parts()).isEmpty();
    }

    @Test
    void eachSegmentIsInOnePlaceInTheOrderOfBeforeAndTheSharesAreAlike() {
        List<CatalogEntry> segments = segments(10);

        Spread.Shares shares = new Spread(() -> List.of(FIRST, SECOND), 1).of(segments);

        List<List<CatalogEntry>> all = new ArrayList<>(List.of(shares.own()));
        shares.parts().forEach(part -> all.add(part.segments()));
        assertThat(shares.parts()).extracting(Spread.Part::querier).containsExactly(FIRST, SECOND);
        assertThat(all.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(segments);
        long largest =
                segments.stream().mapToLong(CatalogEntry::sizeBytes).max().orElseThrow();
        List<Long> bytes = all.stream()
                .map(share -> share.stream().mapToLong(CatalogEntry::sizeBytes).sum())
                .toList();
        assertThat(bytes.stream().max(Comparator.naturalOrder()).orElseThrow()
                        - bytes.stream().min(Comparator.naturalOrder()).orElseThrow())
                .isLessThanOrEqualTo(largest);
        for (List<CatalogEntry> share : all) {
            assertThat(share).isSortedAccordingTo(Comparator.comparingInt(segments::indexOf));
        }
    }

    /** Of growing sizes. */
    private List<CatalogEntry> segments(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> bucket.upload(
                        i + 1,
                        IntStream.rangeClosed(0, 50 * i)
                                .mapToObj(row -> Bucket.Row.of("web", row, "line " + row * 31 + " of segment " + i))
                                .toList()))
                .toList();
    }
}
