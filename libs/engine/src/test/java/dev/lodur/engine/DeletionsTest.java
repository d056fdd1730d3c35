package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodur.engine.TestBlocks.Row;
import dev.lodur.engine.metric.Steps;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.SampleExpr;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import dev.lodur.segment.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeletionsTest {
    private static final long MILLI = IndexCountsTest.MILLI;
    private static final List<String> DELETED = List.of(
            "{app=\"a1\"}",
            "{app=~\"a[12]\"} |= \"7\"",
            "{env=\"prod\"} | detected_level=\"error\"",
            "{app!=\"a3\", env=\"prod\"} !~ \"[1-4]\" | trace=\"\"",
            "{app=\"nosuch\"}");

    @TempDir
    private Path folder;

    private final ExecutorService cpu = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        cpu.shutdownNow();
    }

    /** The same rows in segments, with and without those that are deleted. */
    private record Stored(List<TestSegments.Written> all, List<TestSegments.Written> left, Deletions deletions) {}

    private Stored stored(int seed, AtomicInteger reads) throws IOException {
        RandomGenerator random = TestBlocks.random(seed);
        List<Deletion> requests = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            long from = random.nextInt(2500) * MILLI;
            TimeRange range = new TimeRange(from, from + random.nextInt(1500) * MILLI);
            requests.add(new Deletion(TestBlocks.pick(random, DELETED), range));
        }
        Deletions deletions = Deletions.of(requests);
        Stored stored = new Stored(new ArrayList<>(), new ArrayList<>(), deletions);
        for (int i = 0; i < 3; i++) {
            List<Row> rows = IndexCountsTest.randomRows(random, random.nextBoolean() ? 1000 * i : 200 * i);
            rows.sort(Comparator.comparing(Row::stream)
                    .thenComparing(row -> row.entry().timestampNanos()));
            BitSet deleted = deletions.in(TestBlocks.block(rows));
            List<Row> left = new ArrayList<>();
            for (int row = deleted.nextClearBit(0); row < rows.size(); row = deleted.nextClearBit(row + 1)) {
                left.add(rows.get(row));
            }
            stored.all.add(TestSegments.write(folder.resolve("all" + seed + "-" + i), rows, reads));
            if (!left.isEmpty()) {
                stored.left.add(TestSegments.write(folder.resolve("left" + seed + "-" + i), left, reads));
            }
        }
        return stored;
    }

    @Test
    void countsAreThoseOfSegmentsThatNeverHadTheLines() throws IOException {
        AtomicInteger reads = new AtomicInteger();
        int withoutReading = 0;
        for (int seed = 0; seed < 40; seed++) {
            Stored stored = stored(seed, reads);
            RandomGenerator random = TestBlocks.random(seed);
            Steps steps = random.nextBoolean()
                    ? Steps.instant(4000 * MILLI)
                    : Steps.range(0, 3000 * MILLI, (10 + random.nextInt(900)) * MILLI);
            for (String query : IndexCountsTest.QUERIES) {
                Map<String, String> expected = run(query, steps, stored.left, Deletions.NONE, false);
                reads.set(0);
                assertThat(run(query, steps, stored.all, stored.deletions, true))
                        .as(
                                "seed %d: %s every %d without %s",
                                seed, query, steps.stepNanos(), stored.deletions.requests())
                        .isEqualTo(expected);
                withoutReading += reads.get() == 0 ? 1 : 0;
            }
        }
        assertThat(withoutReading).isPositive();
    }

    private Map<String, String> run(
            String query, Steps steps, List<TestSegments.Written> segments, Deletions deletions, boolean told) {
        MetricPlan plan = MetricPlan.compile((SampleExpr) LogqlParser.parse(query));
        Map<String, String> values = new TreeMap<>();
        try (SegmentCandidates candidates = new SegmentCandidates(2)) {
            SourceOpener opener = (request, log) -> {
                List<BlockCandidate> blocks = new ArrayList<>();
                segments.forEach(one -> blocks.addAll(candidates.of(
                        one.segment(),
                        log,
                        request.range(),
                        told && one.summary().distinct())));
                return new QuerySources(List.of(), blocks, deletions.within(request.range()));
            };
            RangeExecutor ranges = new RangeExecutor(cpu, 2, new BytesInFlight(1 << 20), 1 << 20, 8 << 20);
            new MetricQueryExecutor(ranges)
                    .execute(
                            new Tenant("t"),
                            plan,
                            steps,
                            opener,
                            new QueryControl(System::nanoTime, Duration.ofMinutes(1)))
                    .series()
                    .forEach(series -> values.put(series.labels().toString(), IndexCountsTest.text(series)));
        }
        return values;
    }

    @Test
    void streamsAndVolumesAreThoseOfSegmentsThatNeverHadTheLines() throws IOException {
        AtomicInteger reads = new AtomicInteger();
        for (int seed = 0; seed < 60; seed++) {
            Stored stored = stored(seed, reads);
            RandomGenerator random = TestBlocks.random(seed);
            long from = random.nextInt(2000) * MILLI;
            TimeRange range = new TimeRange(from, from + (1 + random.nextInt(2000)) * MILLI);
            Buckets buckets =
                    random.nextBoolean() ? Buckets.whole(range) : new Buckets(range, (1 + random.nextInt(700)) * MILLI);

            assertThat(summaries(stored.all, buckets, stored.deletions))
                    .as("seed %d: %s without %s", seed, buckets, stored.deletions.requests())
                    .isEqualTo(summaries(stored.left, buckets, Deletions.NONE));
        }
    }

    private static Map<String, StreamSummary> summaries(
            List<TestSegments.Written> segments, Buckets buckets, Deletions deletions) {
        StreamCounts counts = new StreamCounts(buckets);
        StreamSelector every = StreamSelector.of(List.of());
        segments.forEach(one -> counts.addSegment(one.segment(), every, deletions.within(buckets.range())));
        Map<String, StreamSummary> summaries = new TreeMap<>();
        counts.summaries().forEach(summary -> summaries.put(summary.labels().toString(), summary));
        return summaries;
    }

    @Test
    void noSegmentWithSuchLinesIsTakenForUntouched() throws IOException {
        AtomicInteger reads = new AtomicInteger();
        int untouched = 0;
        for (int seed = 0; seed < 60; seed++) {
            Stored stored = stored(seed, reads);
            for (TestSegments.Written one : stored.all) {
                boolean byIndex = stored.deletions.mayTouch(one.segment().index());
                boolean bySummary = stored.deletions.mayTouch(
                        one.summary().labels(),
                        one.summary().minTimestampNanos(),
                        one.summary().maxTimestampNanos());
                boolean touched = hasDeleted(one.segment(), stored.deletions);
                assertThat(byIndex || !touched).as("seed %d", seed).isTrue();
                assertThat(bySummary || !byIndex).as("seed %d", seed).isTrue();
                untouched += byIndex ? 0 : 1;
            }
        }
        assertThat(untouched).isPositive();
    }

    private static boolean hasDeleted(Segment segment, Deletions deletions) {
        for (int block = 0; block < segment.index().blockCount(); block++) {
            if (!deletions.in(segment.block(block)).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    @Test
    void partsOfOneRequestAreLookedForAtOnceAndLeaveNoGap() {
        List<Deletion> parts = new ArrayList<>();
        for (int part = 0; part < 100; part++) {
            parts.add(new Deletion("{app=\"web\"}", new TimeRange(part * 10, part * 10 + 10)));
        }
        Deletions deletions = Deletions.of(parts);

        List<Row> rows = new ArrayList<>();
        for (int nanos = 0; nanos <= 1000; nanos++) {
            rows.add(new Row(RandomEntries.STREAMS.get(1), nanos, "x"));
        }

        assertThat(deletions.in(TestBlocks.block(rows)).cardinality()).isEqualTo(1000);
        assertThat(deletions.within(new TimeRange(15, 25)).requests()).isEqualTo(parts.subList(1, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{app=\"web\"} | json",
                "{app=\"web\"} | logfmt | level=\"info\"",
                "{app=\"web\"} | line_format \"x\"",
                "{app=\"web\"} | drop level",
                "count_over_time({app=\"web\"}[1m])",
                "{}",
                "{app=\"web\"",
                ""
            })
    void whatIsNotASelectorWithFiltersIsRefused(String query) {
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> Deletions.parse(query))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_QUERY));
    }
}
