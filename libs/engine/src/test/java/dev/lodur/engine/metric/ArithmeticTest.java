package dev.lodur.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.logql.BinaryOperator;
import dev.lodur.model.Labels;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArithmeticTest {
    private static final Series LEFT = TestSeries.of(Labels.of("app", "a"), 1.0, 6.0, Double.NaN, 8.0);
    private static final Series RIGHT = TestSeries.of(Labels.EMPTY, 2.0, 3.0, 4.0, 0.0);

    private static String text(BinaryOperator operator, boolean filters) {
        BitSet steps = new BitSet();
        steps.set(0, 4);
        Map<String, String> texts =
                TestSeries.texts(List.of(Arithmetic.combine(operator, LEFT, RIGHT, steps, filters, LEFT.values())));
        return texts.get("{app=\"a\"}");
    }

    @Test
    void samplesAreCombinedUnderTheLabelsOfTheFirst() {
        assertThat(text(BinaryOperator.MULTIPLY, false)).isEqualTo("2.0 18.0 NaN 0.0");
        assertThat(text(BinaryOperator.DIVIDE, false)).isEqualTo("0.5 2.0 NaN NaN");
        assertThat(text(BinaryOperator.GREATER, false)).isEqualTo("0.0 1.0 0.0 1.0");
    }

    @Test
    void samplesForWhichAComparisonDoesNotHoldAreLeftOut() {
        assertThat(text(BinaryOperator.GREATER, true)).isEqualTo("- 6.0 - 8.0");
        assertThat(text(BinaryOperator.NOT_EQUAL, true)).isEqualTo("1.0 6.0 NaN 8.0");
    }

    @Test
    void onlyTheGivenStepsAreThere() {
        BitSet steps = new BitSet();
        steps.set(1);

        Series result = Arithmetic.combine(BinaryOperator.ADD, LEFT, RIGHT, steps, false, LEFT.values());

        assertThat(TestSeries.texts(List.of(result))).containsValue("- 9.0 - -");
        assertThat(steps.cardinality()).isEqualTo(1);
    }
}
