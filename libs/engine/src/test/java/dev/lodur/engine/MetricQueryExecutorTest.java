package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.engine.TestBlocks.Row;
import dev.lodur.engine.metric.Steps;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.SampleExpr;
import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricQueryExecutorTest {
    private static final Labels WEB = Labels.of("app", "web");
    private static final long SECOND = 1_000_000_000L;

    private final ExecutorService cpu = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        cpu.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({
        "vector(1)+vector(1), 2",
        "vector(2) * 3, 6",
        "10 / vector(4), 2.5",
        "vector(3) > bool 2, 1",
        "vector(3) > 2, 3"
    })
    void vectorsOfOneSampleAreCombined(String query, double expected) {
        List<Sample> samples = run(query, 1 << 20, List.of());

        assertThat(samples).containsExactly(new Sample(Labels.EMPTY, expected));
    }

    @Test
    void aNumberIsAScalar() {
        MetricPlan plan = MetricPlan.compile((SampleExpr) LogqlParser.parse("1 + 2"));

        assertThat(execute(plan, Steps.instant(1), 1 << 20, List.of()).scalar()).isTrue();
        assertThat(run("vector(1) > 2", 1 << 20, List.of())).isEmpty();
    }

    @Test
    void overlappingWindowsAreCountedInOneReading() {
        RandomGenerator random = TestBlocks.random(9);
        for (int round = 0; round < 100; round++) {
            List<Row> rows = new ArrayList<>();
            long time = 0;
            for (int i = 0; i < 200; i++) {
                time += random.nextInt(3) * SECOND / 2;
                rows.add(new Row(WEB, time, "line " + i));
            }
            int range = 1 + random.nextInt(30);
            int offset = random.nextInt(3);
            Steps steps = Steps.range(
                    random.nextInt(20) * SECOND,
                    60 * SECOND + random.nextInt(90) * SECOND,
                    (1 + random.nextInt(20)) * SECOND);
            String query = "sum(count_over_time({app=\"web\"}[" + range + "s] offset " + offset + "s))";

            MetricResult result =
                    execute(MetricPlan.compile((SampleExpr) LogqlParser.parse(query)), steps, 16 << 10, rows);

            for (int step = 0; step < steps.count(); step++) {
                long end = steps.nanos(step) - offset * SECOND;
                long start = end - range * SECOND;
                long expected = rows.stream()
                        .mapToLong(row -> row.entry().timestampNanos())
                        .filter(nanos -> nanos > start && nanos <= end)
                        .count();
                boolean present = !result.series().isEmpty()
                        && result.series().getFirst().present().get(step);
                assertThat(present ? result.series().getFirst().values()[step] : 0)
                        .as("%s at step %d of %s", query, step, steps)
                        .isEqualTo(expected);
                assertThat(present).isEqualTo(expected > 0);
            }
        }
    }

    @Test
    void theWindowIsOpenAtItsBeginningAndClosedAtItsEnd() {
        List<Row> rows = List.of(
                new Row(WEB, 50 * SECOND, "a"),
                new Row(WEB, 50 * SECOND + 1, "b"),
                new Row(WEB, 60 * SECOND, "c"),
                new Row(WEB, 60 * SECOND + 1, "d"));

        List<Sample> samples = run("sum(count_over_time({app=\"web\"}[10s]))", 1 << 20, rows);

        assertThat(samples).containsExactly(new Sample(Labels.EMPTY, 2));
    }

    @Test
    void nothingCountedIsNoSample() {
        assertThat(run("sum(count_over_time({app=\"web\"}[10s]))", 1 << 20, List.of()))
                .isEmpty();
    }

    @Test
    void entriesAreCountedOnceAndLabelSetsApart() {
        List<Row> rows = List.of(
                new Row(WEB, new Entry(55 * SECOND, "a", Labels.of("detected_level", "info"))),
                new Row(WEB, new Entry(55 * SECOND, "a", Labels.of("detected_level", "info"))),
                new Row(WEB, new Entry(56 * SECOND, "a", Labels.of("detected_level", "info"))),
                new Row(WEB, new Entry(57 * SECOND, "b", Labels.EMPTY)));

        assertThat(run("count_over_time({app=\"web\"}[10s])", 1 << 20, rows))
                .containsExactly(new Sample(Labels.of("app", "web", "detected_level", "info"), 2), new Sample(WEB, 1));
        assertThat(run("sum(count_over_time({app=\"web\"} |= \"a\" [10s])) / 2", 1 << 20, rows))
                .containsExactly(new Sample(Labels.EMPTY, 1));
    }

    @Test
    void aSumAddsUpByAnyLabels() {
        Labels other = Labels.of("app", "web", "env", "prod");
        List<Row> rows = List.of(
                new Row(WEB, new Entry(55 * SECOND, "a", Labels.of("level", "info", "trace", "1"))),
                new Row(WEB, new Entry(56 * SECOND, "b", Labels.of("level", "info", "trace", "2"))),
                new Row(WEB, new Entry(57 * SECOND, "c", Labels.of("level", "warn"))),
                new Row(other, new Entry(58 * SECOND, "d", Labels.of("env", "meta"))));

        assertThat(run("sum by (level) (count_over_time({app=\"web\"}[10s]))", 1 << 20, rows))
                .containsExactlyInAnyOrder(
                        new Sample(Labels.of("level", "info"), 2),
                        new Sample(Labels.of("level", "warn"), 1),
                        new Sample(Labels.EMPTY, 1));
        assertThat(run("sum by (env_extracted, env) (count_over_time({app=\"web\"}[10s]))", 1 << 20, rows))
                .containsExactlyInAnyOrder(
                        new Sample(Labels.EMPTY, 3), new Sample(Labels.of("env", "prod", "env_extracted", "meta"), 1));
        assertThat(run("sum without (trace, app) (count_over_time({app=\"web\", env=\"\"}[10s]))", 1 << 20, rows))
                .containsExactlyInAnyOrder(
                        new Sample(Labels.of("level", "info"), 2), new Sample(Labels.of("level", "warn"), 1));
    }

    @Test
    void whatDoesNotFitTheBudgetIsCountedInSmallerWindows() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            rows.add(new Row(WEB, 51 * SECOND + i * 100_000L, "line " + i % 7));
        }

        List<Sample> samples = run("sum(count_over_time({app=\"web\"}[10s]))", 64 << 10, rows);

        assertThat(samples).containsExactly(new Sample(Labels.EMPTY, 20_000));
    }

    @Test
    void rowsWithErrorsFailTheQuery() {
        List<Row> rows = List.of(new Row(WEB, new Entry(55 * SECOND, "a", Labels.of("took", "fast"))));

        assertThatThrownBy(() -> run("sum(count_over_time({app=\"web\"} | took > 1s [10s]))", 1 << 20, rows))
                .hasMessageStartingWith("pipeline error: 'LabelFilterErr' for series: '{");
    }

    /** One series at one instant. */
    private record Sample(Labels labels, double value) {}

    private List<Sample> run(String query, long identityBytes, List<Row> rows) {
        MetricPlan plan = MetricPlan.compile((SampleExpr) LogqlParser.parse(query));
        return execute(plan, Steps.instant(60 * SECOND), identityBytes, rows).series().stream()
                .map(series -> new Sample(series.labels(), series.values()[0]))
                .toList();
    }

    /** The rows lie in an ingester and, all of them once more, in a segment. */
    private MetricResult execute(MetricPlan plan, Steps steps, long identityBytes, List<Row> rows) {
        RangeExecutor counts = new RangeExecutor(cpu, 2, new BytesInFlight(1 << 20), identityBytes, 8 << 20);
        RowBlock block = TestBlocks.block(rows);
        return new MetricQueryExecutor(counts)
                .execute(
                        new Tenant("t"),
                        plan,
                        steps,
                        (request, log) -> new QuerySources(
                                List.of(new MemoryIngester(List.of(block)).select(request)),
                                List.of(LoadedBlock.of(block))),
                        new QueryControl(System::nanoTime, Duration.ofMinutes(1)));
    }
}
