package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.engine.TestBlocks.Row;
import dev.lodur.engine.metric.Steps;
import dev.lodur.engine.metric.Windows;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.SampleExpr;
import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.TimeRange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RangeSamplesTest {
    private static final Labels WEB = Labels.of("app", "web");
    private static final List<Row> ROWS = List.of(
            new Row(WEB, new Entry(5, "level=info took=5", Labels.of("pod", "p-1"))),
            new Row(WEB, new Entry(6, "level=warn took=fast", Labels.EMPTY)),
            new Row(WEB, new Entry(7, "level=info took=7.5", Labels.of("pod", "p-1"))),
            new Row(Labels.of("app", "db"), new Entry(8, "level=info", Labels.EMPTY)));

    /** The samples of a window that ends at a time and has the ten nanoseconds before. */
    private static RangeSamples samples(String query, long end) {
        MetricPlan.Range plan = (MetricPlan.Range) MetricPlan.compile((SampleExpr) LogqlParser.parse(query));
        RowBatch batch = new RowBatch();
        new RowSelector(plan.log(), TimeRange.ALL, new QueryStatistics()).select(TestBlocks.block(ROWS), true, batch);
        return RangeSamples.of(batch, plan, new Windows(Steps.instant(end), 10, 0), false, new QueryStatistics());
    }

    private static List<String> texts(RangeSamples samples) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < samples.count(); i++) {
            texts.add(
                    samples.timestamps()[i] + " " + samples.labels().get(samples.groups()[i]) + " " + samples.value(i));
        }
        return texts;
    }

    @Test
    void linesCountOneEach() {
        assertThat(texts(samples("count_over_time({app=\"web\"}[1m])", 10)))
                .containsExactly(
                        "5 {app=\"web\", pod=\"p-1\"} 1.0", "6 {app=\"web\"} 1.0", "7 {app=\"web\", pod=\"p-1\"} 1.0");
    }

    @Test
    void linesCountTheirBytes() {
        assertThat(texts(samples("bytes_over_time({app=\"web\"} | pod=\"\" [1m])", 10)))
                .containsExactly("6 {app=\"web\"} 20.0");
        assertThat(texts(samples("bytes_over_time({app=\"web\"} | line_format \"xy\" | pod=\"\" [1m])", 10)))
                .containsExactly("6 {app=\"web\"} 2.0");
    }

    @Test
    void unwrappedLabelsAreTheSamples() {
        assertThat(texts(samples("sum_over_time({app=\"web\"} | logfmt | unwrap took | __error__=\"\" [1m])", 10)))
                .containsExactly(
                        "5 {app=\"web\", level=\"info\", pod=\"p-1\"} 5.0",
                        "7 {app=\"web\", level=\"info\", pod=\"p-1\"} 7.5");
    }

    @Test
    void whatARowIsDoesNotDependOnThePipeline() {
        RangeSamples block = samples("count_over_time({app=\"web\"}[1m])", 10);
        RangeSamples rows = samples("count_over_time({app=\"web\"} | logfmt [1m])", 10);

        assertThat(rows.low()).isEqualTo(block.low()).doesNotHaveDuplicates();
        assertThat(rows.high()).isEqualTo(block.high());
    }

    @Test
    void aRowWithAnErrorFailsTheQueryWhereAWindowHasIt() {
        String query = "sum_over_time({app=\"web\"} | logfmt | unwrap took [1m])";

        assertThatThrownBy(() -> samples(query, 10))
                .hasMessageStartingWith("pipeline error: 'SampleExtractionErr' for series: '{")
                .hasMessageContaining("took=\"fast\"");
        assertThat(texts(samples(query, 100))).hasSize(2);
    }

    @Test
    void nothingSelectedIsNothing() {
        assertThat(samples("count_over_time({app=\"nosuch\"}[1m])", 10).count()).isZero();
    }
}
