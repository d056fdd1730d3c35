package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.logql.Grouping;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.RangeOperation;
import dev.lodur.logql.SampleExpr;
import dev.lodur.logql.VectorOperation;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricCompilerTest {
    private static final long MINUTE = 60_000_000_000L;

    private static MetricPlan compile(String query) {
        return MetricPlan.compile((SampleExpr) LogqlParser.parse(query));
    }

    private static MetricPlan split(String query) {
        return MetricPlan.compileInstant((SampleExpr) LogqlParser.parse(query), MINUTE);
    }

    private static MetricPlan inner(MetricPlan plan) {
        assertThat(plan).isInstanceOf(MetricPlan.Aggregation.class);
        return ((MetricPlan.Aggregation) plan).inner();
    }

    private static MetricPlan.Range range(MetricPlan plan) {
        assertThat(plan).isInstanceOf(MetricPlan.Range.class);
        return (MetricPlan.Range) plan;
    }

    @ParameterizedTest
    @ValueSource(strings = {"count_over_time", "rate", "bytes_over_time", "bytes_rate"})
    void aSumHandsItsGroupingDown(String operation) {
        MetricPlan plan = compile("sum by (a) (" + operation + "({app=\"web\"}[5m] offset 1m))");

        assertThat(range(inner(plan)).grouping()).isEqualTo(new Grouping(false, List.of("a")));
        assertThat(range(inner(plan)).rangeNanos()).isEqualTo(5 * MINUTE);
        assertThat(range(inner(plan)).offsetNanos()).isEqualTo(MINUTE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max by (a) (count_over_time({app=\"web\"}[5m]))",
                "sum by (a) (max_over_time({app=\"web\"} | unwrap x [5m]) by (b))",
                "sum by (a) (quantile_over_time(0.9, {app=\"web\"} | unwrap x [5m]) by (b))",
            })
    void whatCannotBeAddedUpKeepsItsSeries(String query) {
        Grouping grouping = range(inner(compile(query))).grouping();

        assertThat(grouping).isNotEqualTo(new Grouping(false, List.of("a")));
    }

    @Test
    void theUnwrappedLabelTellsNoSeriesApart() {
        assertThat(range(compile("sum_over_time({app=\"web\"} | unwrap x [5m])"))
                        .grouping())
                .isEqualTo(new Grouping(true, List.of("x")));
    }

    @Test
    void anAverageThatLosesLabelsIsASumThroughACount() {
        MetricPlan plan = compile("avg_over_time({app=\"web\"} | unwrap x [5m]) by (a)");

        assertThat(plan).isInstanceOfSatisfying(MetricPlan.Binary.class, divided -> {
            assertThat(range(divided.left()).operation()).isEqualTo(RangeOperation.SUM_OVER_TIME);
            assertThat(range(divided.right()).operation()).isEqualTo(RangeOperation.COUNT_OVER_TIME);
            assertThat(range(divided.right()).unwrap()).isNull();
        });
        assertThat(compile("avg_over_time({app=\"web\"} | drop b | unwrap x [5m])"))
                .isInstanceOf(MetricPlan.Binary.class);
        assertThat(range(compile("avg_over_time({app=\"web\"} | unwrap x [5m])"))
                        .operation())
                .isEqualTo(RangeOperation.AVG_OVER_TIME);
    }

    @Test
    void anAbsentSeriesHasTheLabelsThatTheSelectorSaysForCertain() {
        MetricPlan plan = compile("absent_over_time({app=\"web\", env=~\"p.*\", a=\"1\", a!=\"2\"}[5m])");

        assertThat(plan)
                .isInstanceOfSatisfying(
                        MetricPlan.Absent.class,
                        absent -> assertThat(absent.labels()).isEqualTo(Labels.of("app", "web")));
    }

    @Test
    void aLongWindowAtOneInstantIsCutIntoPieces() {
        MetricPlan plan = split("max(rate({app=\"web\"}[150s] offset 10s))");

        assertThat(inner(plan)).isInstanceOfSatisfying(MetricPlan.Pieces.class, pieces -> {
            assertThat(pieces.merge()).isEqualTo(VectorOperation.SUM);
            assertThat(pieces.divisor()).isEqualTo(150);
            List<MetricPlan.Range> parts =
                    pieces.parts().stream().map(part -> range(inner(part))).toList();
            assertThat(parts).extracting(MetricPlan.Range::operation).containsOnly(RangeOperation.COUNT_OVER_TIME);
            assertThat(parts).extracting(MetricPlan.Range::rangeNanos).containsExactly(MINUTE, MINUTE, MINUTE / 2);
            assertThat(parts)
                    .extracting(MetricPlan.Range::offsetNanos)
                    .containsExactly(MINUTE / 6, MINUTE / 6 + MINUTE, MINUTE / 6 + 2 * MINUTE);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max(rate({app=\"web\"}[60s]))",
                "sum(rate({app=\"web\"}[150s]))",
                "max(last_over_time({app=\"web\"} | unwrap x [150s]))",
                "max(max_over_time({app=\"web\"} | unwrap x [150s]) by (a))",
            })
    void otherWindowsStayWhole(String query) {
        assertThat(inner(split(query))).isInstanceOf(MetricPlan.Range.class);
    }

    @Test
    void extremesOfPiecesAreMergedAsExtremes() {
        assertThat(inner(split("avg(min_over_time({app=\"web\"} | unwrap x [150s]))")))
                .isInstanceOfSatisfying(MetricPlan.Pieces.class, pieces -> {
                    assertThat(pieces.merge()).isEqualTo(VectorOperation.MIN);
                    assertThat(pieces.divisor()).isEqualTo(1);
                });
    }

    @Test
    void approxTopkIsRefused() {
        assertThatThrownBy(() -> compile("approx_topk(3, sum by (a) (rate({app=\"web\"}[1m])))"))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_QUERY))
                .hasMessageContaining("topk");
    }
}
