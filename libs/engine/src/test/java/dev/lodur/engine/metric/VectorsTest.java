package dev.lodur.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.logql.BinaryOperator;
import dev.lodur.logql.Grouping;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.SampleExpr;
import dev.lodur.logql.VectorOperation;
import dev.lodur.model.Labels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VectorsTest {
    private static final Labels A = Labels.of("app", "a");
    private static final Labels B = Labels.of("app", "b");
    private static final Series TWO = TestSeries.of(Labels.EMPTY, 2.0, 2.0);
    private static final List<Series> SERIES = List.of(TestSeries.of(A, 1.0, null), TestSeries.of(B, 3.0, 8.0));

    private static Map<String, String> withNumber(BinaryOperator operator, boolean numberIsLeft, boolean filters) {
        return TestSeries.texts(Vectors.combineWithNumber(operator, SERIES, TWO, numberIsLeft, filters));
    }

    @Test
    void aNumberIsCombinedWithEachSample() {
        assertThat(withNumber(BinaryOperator.SUBTRACT, false, false))
                .isEqualTo(Map.of(A.toString(), "-1.0 -", B.toString(), "1.0 6.0"));
        assertThat(withNumber(BinaryOperator.SUBTRACT, true, false))
                .isEqualTo(Map.of(A.toString(), "1.0 -", B.toString(), "-1.0 -6.0"));
    }

    @Test
    void whatAComparisonKeepsIsTheVectorsValueOnBothSides() {
        assertThat(withNumber(BinaryOperator.GREATER, false, true)).isEqualTo(Map.of(B.toString(), "3.0 8.0"));
        assertThat(withNumber(BinaryOperator.GREATER, true, true)).isEqualTo(Map.of(A.toString(), "1.0 -"));
        assertThat(withNumber(BinaryOperator.GREATER, true, false))
                .isEqualTo(Map.of(A.toString(), "1.0 -", B.toString(), "0.0 0.0"));
    }

    @Test
    void aggregationsFoldOrChoose() {
        assertThat(TestSeries.texts(Vectors.aggregate(VectorOperation.SUM, 0, Grouping.NONE, SERIES)))
                .isEqualTo(Map.of("{}", "4.0 8.0"));
        assertThat(TestSeries.texts(Vectors.aggregate(VectorOperation.TOPK, 1, Grouping.NONE, SERIES)))
                .isEqualTo(Map.of(B.toString(), "3.0 8.0"));
        assertThat(TestSeries.texts(Vectors.aggregate(VectorOperation.BOTTOMK, 1, Grouping.NONE, SERIES)))
                .isEqualTo(Map.of(A.toString(), "1.0 -", B.toString(), "- 8.0"));
        assertThat(Vectors.aggregate(VectorOperation.SORT, 0, Grouping.NONE, SERIES))
                .isEqualTo(SERIES);
    }

    @Test
    void labelsAreReplacedInEachSeries() {
        SampleExpr.LabelReplace replace = (SampleExpr.LabelReplace)
                LogqlParser.parse("label_replace(rate({app=\"a\"}[1m]), \"first\", \"$1\", \"app\", \"(.).*\")");

        assertThat(Vectors.replaceLabels(replace, SERIES))
                .extracting(Series::labels)
                .containsExactly(Labels.of("app", "a", "first", "a"), Labels.of("app", "b", "first", "b"));
    }
}
