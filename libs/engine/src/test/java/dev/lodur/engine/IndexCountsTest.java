package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.TestBlocks.Row;
import dev.lodur.engine.metric.Series;
import dev.lodur.engine.metric.Steps;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.SampleExpr;
import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.Tenant;
import dev.lodur.segment.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexCountsTest {
    static final List<String> QUERIES = List.of(
            "sum(count_over_time({app=~\".+\"}[300ms]))",
            "sum by (app) (rate({app=~\"a[12]\"}[700ms]))",
            "sum by (app) (bytes_over_time({app=~\".+\"}[5s]))",
            "sum by (detected_level) (count_over_time({app=~\".+\"}[5s] offset 50ms))",
            "sum by (app, detected_level) (count_over_time({app=~\".+\"}[400ms]))",
            "sum without (app) (count_over_time({app=~\".+\"}[5s]))",
            "sum by (trace) (count_over_time({app=~\".+\"}[5s]))",
            "sum by (env_extracted) (count_over_time({app=~\".+\"}[5s]))",
            "count_over_time({app=~\".+\"}[5s])",
            "sum by (app) (count_over_time({app=~\".+\"} |= \"7\" [5s]))",
            "absent_over_time({app=\"a1\"}[100ms])");

    static final long MILLI = 1_000_000;

    @TempDir
    private Path folder;

    private final ExecutorService cpu = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        cpu.shutdownNow();
    }

    @Test
    void countsAreThoseOfTheRowsWhereverTheyAreStoredAndHoweverOften() throws IOException {
        int withoutReading = 0;
        for (int seed = 0; seed < 40; seed++) {
            RandomGenerator random = TestBlocks.random(seed);
            List<TestSegments.Written> segments = new ArrayList<>();
            AtomicInteger reads = new AtomicInteger();
            List<Row> before = List.of();
            for (int i = 0; i < 3; i++) {
                int from = random.nextBoolean() ? 1000 * i : 200 * i;
                List<Row> rows = randomRows(random, from);
                if (random.nextInt(3) == 0) {
                    rows.addAll(before);
                }
                rows.sort(Comparator.comparing(Row::stream)
                        .thenComparing(row -> row.entry().timestampNanos()));
                segments.add(TestSegments.write(folder.resolve("s" + seed + "-" + i), rows, reads));
                before = rows;
            }
            Steps steps = random.nextBoolean()
                    ? Steps.instant(4000 * MILLI)
                    : Steps.range(0, 3000 * MILLI, (10 + random.nextInt(900)) * MILLI);
            for (String query : QUERIES) {
                Map<String, String> expected = run(query, steps, segments, false);
                reads.set(0);
                assertThat(run(query, steps, segments, true))
                        .as("seed %d: %s every %d", seed, query, steps.stepNanos())
                        .isEqualTo(expected);
                withoutReading += reads.get() == 0 ? 1 : 0;
            }
        }
        assertThat(withoutReading).isPositive();
    }

    static List<Row> randomRows(RandomGenerator random, int from) {
        List<Row> rows = new ArrayList<>();
        boolean plain = random.nextBoolean();
        for (int stream = 0; stream < 4; stream++) {
            Labels labels = Labels.of("app", "a" + stream, "env", "prod");
            for (int i = 0; i < random.nextInt(1, 60); i++) {
                Labels metadata = Labels.of("detected_level", random.nextInt(3) == 0 ? "error" : "info");
                if (!plain && random.nextInt(3) == 0) {
                    metadata = metadata.with("trace", "t" + random.nextInt(3));
                } else if (!plain && random.nextInt(9) == 0) {
                    metadata = Labels.of("env", "meta");
                }
                rows.add(new Row(
                        labels,
                        new Entry((from + random.nextInt(900)) * MILLI, "line " + random.nextInt(100), metadata)));
            }
        }
        return rows;
    }

    /** @param told whether the executor is told which segments have no entry twice */
    private Map<String, String> run(String query, Steps steps, List<TestSegments.Written> segments, boolean told) {
        MetricPlan plan = MetricPlan.compile((SampleExpr) LogqlParser.parse(query));
        Map<String, String> values = new TreeMap<>();
        try (SegmentCandidates candidates = new SegmentCandidates(2)) {
            RangeExecutor ranges = new RangeExecutor(cpu, 2, new BytesInFlight(1 << 20), 1 << 20, 8 << 20);
            new MetricQueryExecutor(ranges)
                    .execute(
                            new Tenant("t"),
                            plan,
                            steps,
                            (request, log) ->
                                    new QuerySources(List.of(), blocks(candidates, request, log, segments, told)),
                            new QueryControl(System::nanoTime, Duration.ofMinutes(1)))
                    .series()
                    .forEach(series -> values.put(series.labels().toString(), text(series)));
        }
        return values;
    }

    private static List<BlockCandidate> blocks(
            SegmentCandidates candidates,
            SelectRequest request,
            LogQueryPlan log,
            List<TestSegments.Written> segments,
            boolean told) {
        List<BlockCandidate> blocks = new ArrayList<>();
        for (TestSegments.Written written : segments) {
            Segment segment = written.segment();
            blocks.addAll(candidates.of(
                    segment, log, request.range(), told && written.summary().distinct()));
        }
        return blocks;
    }

    static String text(Series series) {
        return IntStream.range(0, series.values().length)
                .mapToObj(step -> series.present().get(step) ? String.valueOf(series.values()[step]) : "-")
                .toList()
                .toString();
    }
}
