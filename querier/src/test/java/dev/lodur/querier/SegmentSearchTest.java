package dev.lodur.querier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.Direction;
import dev.lodur.engine.LogQuery;
import dev.lodur.engine.LogQueryPlan;
import dev.lodur.engine.LogQueryResult;
import dev.lodur.engine.QueryControl;
import dev.lodur.engine.SegmentCandidates;
import dev.lodur.querier.Bucket.Row;
import dev.lodur.store.BucketOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What queries read of segments that have a filter. */
class SegmentSearchTest {
    private static final int SEGMENTS = 3;
    private static final int ROWS = 30_000;
    private static final String SHARED_ID = "0123456789abcdef0123456789abcdef";
    /** Makes nine blocks of a segment. */
    private static final String LONG_LINES = " and more that is said of it".repeat(10);

    private static final String SHARED = "{app=\"web\"} |= \"" + SHARED_ID + "\"";

    private final QuerierFixture fixture = new QuerierFixture();
    private final Bucket bucket = fixture.bucket;

    @AfterEach
    void close() {
        fixture.close();
    }

    private static String id(int segment, int row) {
        long number = (segment * 1_000_000L + row + 1) * 0x9e3779b97f4a7c15L;
        return String.format("%016x%016x", number, number * number ^ 0x5bd1e995);
    }

    private void commitSegments() {
        commitSegments("", "");
    }

    private void commitSegments(String firstLine, String lineEnd) {
        for (int segment = 0; segment < SEGMENTS; segment++) {
            List<Row> rows = new ArrayList<>();
            rows.add(Row.of("web", segment * 1_000_000L, segment + firstLine));
            for (int i = 0; i < ROWS; i++) {
                String line = "{\"msg\":\"request handled at last\",\"trace\":\"" + id(segment, i) + "\"}" + lineEnd;
                rows.add(Row.of("web", segment * 1_000_000L + 1 + i, line));
            }
            bucket.commitFiltered(segment + 1, rows);
        }
    }

    private LogQueryResult run(String query, boolean pruned) {
        QueryControl control = new QueryControl(bucket.clock, Duration.ofMinutes(1), 0, pruned);
        LogQuery logs = new LogQuery(LogQueryPlan.compile(query), Bucket.ALL_DAY, Direction.FORWARD, 1000, 0, false);
        return fixture.querier.logs(List.of(Bucket.TENANT), logs, control).result();
    }

    @Test
    void anIdIsARowOfTheFilterForEachSegmentAndTheBlockThatHasIt() {
        commitSegments();
        run("{app=\"web\"} |= \"nothing has this\"", true);
        for (String query : List.of(
                "{app=\"web\"} |= \"%s\"", "{app=\"web\"} |~ \"trace.*%s\"", "{app=\"web\"} | json | trace=\"%s\"")) {
            String text = String.format(query, id(1, 7));
            long before = bucket.store.requests(BucketOperation.GET_RANGE);
            LogQueryResult found = run(text, true);
            long requests = bucket.store.requests(BucketOperation.GET_RANGE) - before;
            assertThat(found.entryCount()).as(text).isEqualTo(1);
            assertThat(requests)
                    .as("%s: two rows of each segment, lines, times and metadata of what is left", text)
                    .isLessThanOrEqualTo(2L * SEGMENTS + 2 * 3);
            assertThat(found.statistics().fetchedBytes()).isPositive();

            LogQueryResult whole = run(text, false);
            assertThat(whole.entryCount()).isEqualTo(1);
            assertThat(found.statistics().blocksConsidered())
                    .isLessThanOrEqualTo(whole.statistics().blocksConsidered() / 2);
        }
    }

    @Test
    void aNeedleOfWhichNothingIsInMemoryTakesThreeRounds() {
        // given an id that each segment has, the catalogs read, and the blocks known that filters leave
        commitSegments(SHARED_ID, LONG_LINES);
        run("{app=\"other\"}", true);
        long left;
        try (SegmentCandidates candidates = new SegmentCandidates(1)) {
            SegmentCache cold = new SegmentCache(bucket.store, 1 << 20);
            left = new SegmentSearch(cold, candidates, fixture.blocking)
                    .find(bucket.entries(), LogQueryPlan.compile(SHARED), Bucket.ALL_DAY, true, bytes -> {})
                    .blocks()
                    .size();
        }

        // when requests of a round are only answered once all of them have come
        Rounds rounds = new Rounds(bucket.faults, 2 * SEGMENTS, (int) left, SEGMENTS);
        long before = bucket.store.requests(BucketOperation.GET_RANGE);
        LogQueryResult found = run(SHARED, true);

        // then
        assertThat(rounds.failures()).isEmpty();
        assertThat(found.entryCount()).isEqualTo(SEGMENTS);
        assertThat(bucket.store.requests(BucketOperation.GET_RANGE) - before)
                .as("indexes and filters, lines, times")
                .isEqualTo(2 * SEGMENTS + left + SEGMENTS);
    }

    @Test
    void whatNoBlockHasReadsNoBlock() {
        commitSegments();
        LogQueryResult result = run("{app=\"web\"} |= \"" + id(77, 7) + "\"", true);
        assertThat(result.statistics().blocksOpened()).isZero();
        assertThat(bucket.store.requests(BucketOperation.GET_RANGE))
                .as("an index and a row of each segment")
                .isEqualTo(2 * SEGMENTS);
    }

    @Test
    void anotherQuerierLeavesOutBlocksByWhatIsFilteredBehindAParser() {
        // given a querier that is handed all segments
        commitSegments("", LONG_LINES);
        SegmentSelect other =
                new SegmentSelect(new SegmentCache(bucket.store, 1 << 20), fixture.blocking, 1, 8 << 20, () -> {});
        fixture.others.add(other);
        run("{app=\"other\"}", true);
        long before = bucket.store.requests(BucketOperation.GET_RANGE);

        // when
        LogQueryResult result = run("{app=\"web\"} | json | trace=\"" + id(2, 5) + "\"", true);

        // then
        assertThat(result.entryCount()).isEqualTo(1);
        assertThat(bucket.store.requests(BucketOperation.GET_RANGE) - before)
                .as("two rows of each filter, the indexes, and what is left of the blocks")
                .isLessThanOrEqualTo(3L * SEGMENTS + 3);
    }

    @Test
    void anotherQuerierAsksFiltersUnlessTheQueryForbidsIt() {
        commitSegments();
        AtomicInteger asked = new AtomicInteger();
        SegmentSelect other =
                new SegmentSelect(new SegmentCache(bucket.store, 1 << 20), fixture.blocking, 1, 8 << 20, () -> {});
        List<Boolean> pruned = new ArrayList<>();
        fixture.others.add((request, segments) -> {
            asked.incrementAndGet();
            pruned.add(request.isPruned());
            return other.select(request, segments);
        });
        String query = "{app=\"web\"} |= \"" + id(2, 5) + "\"";
        assertThat(run(query, true).entryCount()).isEqualTo(1);
        assertThat(run(query, false).entryCount()).isEqualTo(1);
        assertThat(asked).hasValue(2);
        assertThat(pruned).containsExactly(true, false);
    }
}
