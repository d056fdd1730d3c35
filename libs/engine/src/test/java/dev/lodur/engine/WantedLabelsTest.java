package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.row.LogfmtStep;
import dev.lodur.engine.row.ParserHints;
import dev.lodur.engine.row.Row;
import dev.lodur.logql.LogRange;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.SampleExpr;
import dev.lodur.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantedLabelsTest {
    private static ParserHints hints(String query) {
        SampleExpr.VectorAggregation sum = (SampleExpr.VectorAggregation) LogqlParser.parse(query);
        LogRange range = ((SampleExpr.RangeAggregation) sum.inner()).range();
        return WantedLabels.of(range.log().stages(), range.unwrap(), sum.grouping());
    }

    /** The labels that parsers make of a line that has them all. */
    private static Map<String, String> made(String query) {
        ParserHints hints = hints(query);
        Row row = new Row(hints);
        byte[] line = "a=1 b=2 c=3 d=4 e=5".getBytes(StandardCharsets.UTF_8);
        row.begin(Labels.EMPTY, 1, line, 0, line.length);
        new LogfmtStep(hints, false, false).apply(row);
        return row.allLabels();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "sum by (a) (count_over_time({x=\"y\"} | logfmt [1m])) # a",
                "sum by (a) (count_over_time({x=\"y\"} | logfmt | b=\"1\" or (c > 2 and d=ip(\"::1\")) [1m])) # a,b,c,d",
                "sum by (a) (count_over_time({x=\"y\"} | logfmt | b > 1s | c > 1KB [1m])) # a,b,c",
                "sum by (a) (count_over_time({x=\"y\"} | logfmt | line_format \"{{.b}}{{.c}}\" [1m])) # a,b,c",
                "sum by (a) (count_over_time({x=\"y\"} | logfmt | label_format a=b, x=\"{{.c}}\" [1m])) # a,b,c",
                "sum by (a) (sum_over_time({x=\"y\"} | logfmt | unwrap b | c > 1 [1m])) # a,b,c",
                "sum (count_over_time({x=\"y\"} | logfmt [1m])) # ''",
                "sum (count_over_time({x=\"y\"} | logfmt | drop b [1m])) # ''",
                "sum without (a) (count_over_time({x=\"y\"} | logfmt [1m])) # a,b,c,d,e",
            })
    void onlyWhatTheQueryLooksAtIsMade(String query, String expected) {
        assertThat(String.join(",", made(query).keySet())).isEqualTo(expected);
    }

    @Test
    void aTemplateThatReadsAllFieldsWantsThemAll() {
        assertThat(hints("sum by (a) (count_over_time({x=\"y\"} | logfmt | line_format \"{{.}}\" [1m]))"))
                .isSameAs(ParserHints.ALL);
    }

    @Test
    void withoutGroupingEveryLabelIsWanted() {
        assertThat(WantedLabels.of(List.of(), null, null)).isSameAs(ParserHints.ALL);
    }

    @Test
    void errorsAreAskedForBySomeFilterButNotBehindUnwrap() {
        assertThat(keepsErrors("sum by (a) (count_over_time({x=\"y\"} | logfmt | __error__!=\"\" [1m]))"))
                .isTrue();
        assertThat(keepsErrors("sum by (__error__) (count_over_time({x=\"y\"} | logfmt [1m]))"))
                .isTrue();
        assertThat(keepsErrors("sum by (a) (count_over_time({x=\"y\"} | logfmt [1m]))"))
                .isFalse();
        assertThat(keepsErrors("sum by (a) (sum_over_time({x=\"y\"} | logfmt | unwrap b | __error__=\"\" [1m]))"))
                .isFalse();
    }

    private static boolean keepsErrors(String query) {
        ParserHints hints = hints(query);
        Row row = new Row(hints);
        byte[] line = "=".getBytes(StandardCharsets.UTF_8);
        row.begin(Labels.EMPTY, 1, line, 0, 1);
        new LogfmtStep(hints, true, false).apply(row);
        assertThat(row.allLabels()).containsKey("__error__");
        return row.mayKeepError();
    }
}
