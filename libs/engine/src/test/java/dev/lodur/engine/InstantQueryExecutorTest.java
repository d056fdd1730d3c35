package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.engine.TestBlocks.Row;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.SampleExpr;
import dev.lodur.model.Entry;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.RowBlock;
import dev.lodur.model.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantQueryExecutorTest {
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
        InstantResult result = run(query, 1 << 20, List.of());

        assertThat(result.scalar()).isFalse();
        assertThat(result.samples()).containsExactly(new Sample(Labels.EMPTY, expected));
    }

    @Test
    void aNumberIsAScalar() {
        assertThat(run("1 + 2", 1 << 20, List.of()).scalar()).isTrue();
        assertThat(run("vector(1) > 2", 1 << 20, List.of()).samples()).isEmpty();
    }

    @Test
    void theWindowIsOpenAtItsBeginningAndClosedAtItsEnd() {
        List<Row> rows = List.of(
                new Row(WEB, 50 * SECOND, "a"),
                new Row(WEB, 50 * SECOND + 1, "b"),
                new Row(WEB, 60 * SECOND, "c"),
                new Row(WEB, 60 * SECOND + 1, "d"));

        InstantResult result = run("sum(count_over_time({app=\"web\"}[10s]))", 1 << 20, rows);

        assertThat(result.samples()).containsExactly(new Sample(Labels.EMPTY, 2));
    }

    @Test
    void nothingCountedIsNoSample() {
        assertThat(run("sum(count_over_time({app=\"web\"}[10s]))", 1 << 20, List.of())
                        .samples())
                .isEmpty();
    }

    @Test
    void entriesAreCountedOnceAndLabelSetsApart() {
        List<Row> rows = List.of(
                new Row(WEB, new Entry(55 * SECOND, "a", Labels.of("detected_level", "info"))),
                new Row(WEB, new Entry(55 * SECOND, "a", Labels.of("detected_level", "info"))),
                new Row(WEB, new Entry(56 * SECOND, "a", Labels.of("detected_level", "info"))),
                new Row(WEB, new Entry(57 * SECOND, "b", Labels.EMPTY)));

        assertThat(run("count_over_time({app=\"web\"}[10s])", 1 << 20, rows).samples())
                .containsExactly(new Sample(Labels.of("app", "web", "detected_level", "info"), 2), new Sample(WEB, 1));
        assertThat(run("sum(count_over_time({app=\"web\"} |= \"a\" [10s])) / 2", 1 << 20, rows)
                        .samples())
                .containsExactly(new Sample(Labels.EMPTY, 1));
    }

    @Test
    void whatDoesNotFitTheBudgetIsCountedInSmallerWindows() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            rows.add(new Row(WEB, 51 * SECOND + i * 100_000L, "line " + i % 7));
        }

        InstantResult result = run("sum(count_over_time({app=\"web\"}[10s]))", 64 << 10, rows);

        assertThat(result.samples()).containsExactly(new Sample(Labels.EMPTY, 20_000));
    }

    @Test
    void rowsWithErrorsFailTheQuery() {
        List<Row> rows = List.of(new Row(WEB, new Entry(55 * SECOND, "a", Labels.of("took", "fast"))));

        assertThatThrownBy(() -> run("sum(count_over_time({app=\"web\"} | took > 1s [10s]))", 1 << 20, rows))
                .hasMessageStartingWith("pipeline error: 'LabelFilterErr' for series: '{");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate({app=\"web\"}[5m])",
                "sum by (app) (count_over_time({app=\"web\"}[5m]))",
                "count_over_time({app=\"web\"} | json [5m])",
                "vector(1) and vector(2)",
                "topk(2, count_over_time({app=\"web\"}[5m]))"
            })
    void whatIsNotRunYetIsNamed(String query) {
        assertThatThrownBy(() -> run(query, 1 << 20, List.of())).isInstanceOfSatisfying(LodurException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_QUERY);
            assertThat(e.text()).startsWith("this version does not run ");
        });
    }

    /** The rows lie in an ingester and, all of them once more, in a segment. */
    private InstantResult run(String query, long identityBytes, List<Row> rows) {
        CountExecutor counts = new CountExecutor(cpu, 2, new BytesInFlight(1 << 20), identityBytes, 500);
        InstantPlan plan = InstantPlan.compile((SampleExpr) LogqlParser.parse(query));
        RowBlock block = TestBlocks.block(rows);
        return new InstantQueryExecutor(counts)
                .execute(
                        new Tenant("t"),
                        plan,
                        60 * SECOND,
                        (request, log) -> new QuerySources(
                                List.of(new MemoryIngester(List.of(block)).select(request)),
                                List.of(LoadedBlock.of(block))),
                        new QueryControl(System::nanoTime, Duration.ofMinutes(1)));
    }
}
