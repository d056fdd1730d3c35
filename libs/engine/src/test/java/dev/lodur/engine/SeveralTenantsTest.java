package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.engine.TestBlocks.Row;
import dev.lodur.engine.metric.Steps;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.SampleExpr;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.RowBlock;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SeveralTenantsTest {
    private static final Tenant A = new Tenant("team-a");
    private static final Tenant B = new Tenant("team-b");
    private static final Labels WEB = Labels.of("app", "web");
    private static final Labels TAGGED = Labels.of("app", "web", "__tenant_id__", "own");

    private final ExecutorService cpu = Executors.newFixedThreadPool(2);
    private final BytesInFlight bytes = new BytesInFlight(1 << 20);
    private final SeveralTenants several = new SeveralTenants(List.of(A, B));
    /** What each tenant has in memory and in segments; the equal rows of both are not one entry. */
    private final Map<Tenant, List<RowBlock>> heads = Map.of(
            A, List.of(TestBlocks.block(List.of(new Row(WEB, 1, "same"), new Row(WEB, 3, "alpha 1")))),
            B, List.of(TestBlocks.block(List.of(new Row(WEB, 1, "same")))));

    private final Map<Tenant, List<RowBlock>> stored = Map.of(
            A, List.of(TestBlocks.block(List.of(new Row(WEB, 1, "same"), new Row(TAGGED, 4, "tagged")))),
            B, List.of(TestBlocks.block(List.of(new Row(WEB, 2, "beta 1"), new Row(WEB, 5, "beta 2")))));

    private final List<SelectRequest> asked = new ArrayList<>();

    @AfterEach
    void stop() {
        cpu.shutdownNow();
    }

    @Test
    void linesOfAllTenantsComeWithTheirTenants() {
        assertThat(logs("{app=\"web\"}", 100))
                .containsOnly(
                        Map.entry("{__tenant_id__=\"team-a\", app=\"web\"}", List.of("same", "alpha 1")),
                        Map.entry(
                                "{__tenant_id__=\"team-a\", app=\"web\", original___tenant_id__=\"own\"}",
                                List.of("tagged")),
                        Map.entry("{__tenant_id__=\"team-b\", app=\"web\"}", List.of("same", "beta 1", "beta 2")));
    }

    @Test
    void aLimitHoldsOverAllTenants() {
        assertThat(logs("{app=\"web\"}", 3).values().stream().flatMap(List::stream))
                .containsExactlyInAnyOrder("same", "same", "beta 1");
        assertThat(asked).allSatisfy(request -> assertThat(request.limit()).isEqualTo(3));
    }

    @Test
    void matchersSelectTenantsAndOnlyThoseAreAsked() {
        assertThat(logs("{app=\"web\", __tenant_id__=~\"team-[b-z]\"}", 100))
                .containsOnly(
                        Map.entry("{__tenant_id__=\"team-b\", app=\"web\"}", List.of("same", "beta 1", "beta 2")));
        assertThat(asked).extracting(SelectRequest::tenant).containsExactly(B);
        assertThat(logs("{__tenant_id__=\"team-c\"}", 100)).isEmpty();
        assertThat(logs("{__tenant_id__=\"team-b\"}", 100)).hasSize(1);
    }

    @Test
    void aStreamsOwnLabelOfThatNameIsMatchedUnderItsOther() {
        assertThat(logs("{original___tenant_id__=\"own\"}", 100).values()).containsExactly(List.of("tagged"));
    }

    @Test
    void filtersOnTheLabelAreAppliedHereAndNotAtTheSource() {
        assertThat(logs("{app=\"web\"} |= \"a\" | __tenant_id__=\"team-a\"", 2).values())
                .containsExactlyInAnyOrder(List.of("same", "alpha 1"));
        assertThat(asked).allSatisfy(request -> {
            assertThat(request.query()).isEqualTo("{app=\"web\"} |= \"a\"");
            assertThat(request.limit()).isZero();
        });
    }

    @Test
    void theLabelIsThereBeforeAnAggregation() {
        assertThat(count("sum by (__tenant_id__) (count_over_time({app=\"web\"}[1m]))"))
                .containsOnly(
                        Map.entry("{__tenant_id__=\"team-a\"}", 3.0), Map.entry("{__tenant_id__=\"team-b\"}", 3.0));
        assertThat(count("sum(count_over_time({app=\"web\"}[1m]))")).containsOnly(Map.entry("{}", 6.0));
        assertThat(count("sum(count_over_time({app=\"web\"} | __tenant_id__=\"team-a\" [1m]))"))
                .containsOnly(Map.entry("{}", 3.0));
    }

    @Test
    void streamsCarryTheirTenants() {
        List<StreamSummary> streams = several.streams(
                StreamSelector.of(LogqlParser.parseMatchers("{app=\"web\", __tenant_id__!=\"team-a\"}")),
                (tenant, selector) -> {
                    assertThat(selector.toString()).isEqualTo("{app=\"web\"}");
                    return List.of(new StreamSummary(WEB, 1, 2, 3));
                });

        assertThat(streams).containsExactly(new StreamSummary(WEB.with("__tenant_id__", "team-b"), 1, 2, 3));
    }

    @Test
    void whatWasOpenedIsClosedWhereALaterTenantFails() {
        List<Tenant> closed = new ArrayList<>();

        assertThatThrownBy(() -> several.open(request("{app=\"web\"}"), (request, plan) -> {
                    if (request.tenant().equals(B)) {
                        throw new LodurException(ErrorCode.UNAVAILABLE, "away");
                    }
                    return new QuerySources(List.of(closing(() -> closed.add(request.tenant()))), List.of());
                }))
                .hasMessageContaining("away");

        assertThat(closed).containsExactly(A);
    }

    private static SelectReply closing(Runnable onClose) {
        return new SelectReply() {
            @Override
            public Announcements announcements() {
                throw new IllegalStateException("not asked for");
            }

            @Override
            public byte @Nullable [] nextBlock() {
                return null;
            }

            @Override
            public void close() {
                onClose.run();
            }
        };
    }

    private static SelectRequest request(String query) {
        return new SelectRequest(A, query, TimeRange.ALL, Direction.FORWARD, 0, Projection.LINES);
    }

    private QuerySources open(SelectRequest request, LogQueryPlan plan) {
        return several.open(request, (own, ownPlan) -> {
            asked.add(own);
            return new QuerySources(
                    List.of(new MemoryIngester(heads.get(own.tenant())).select(own)),
                    List.copyOf(stored.get(own.tenant()).stream()
                            .map(LoadedBlock::of)
                            .toList()));
        });
    }

    private Map<String, List<String>> logs(String query, int limit) {
        LogQuery logs =
                new LogQuery(LogQueryPlan.compile(query), new TimeRange(0, 100), Direction.FORWARD, limit, 0, false);
        LogQueryResult result = new LogQueryExecutor(cpu, 2, bytes, 1 << 20)
                .execute(logs, open(logs.selectRequest(A), logs.plan()), control());
        Map<String, List<String>> lines = new TreeMap<>();
        result.streams()
                .forEach(stream -> lines.put(
                        stream.labels().toString(),
                        stream.entries().stream()
                                .map(entry -> new String(entry.line(), StandardCharsets.UTF_8))
                                .toList()));
        return lines;
    }

    private Map<String, Double> count(String query) {
        MetricPlan plan = MetricPlan.compile((SampleExpr) LogqlParser.parse(query));
        MetricResult result = new MetricQueryExecutor(new RangeExecutor(cpu, 2, bytes, 1 << 20, 8 << 20))
                .execute(A, plan, Steps.instant(10), this::open, control());
        Map<String, Double> values = new TreeMap<>();
        result.series().forEach(series -> values.put(series.labels().toString(), series.values()[0]));
        return values;
    }

    private static QueryControl control() {
        return new QueryControl(System::nanoTime, Duration.ofMinutes(1));
    }
}
