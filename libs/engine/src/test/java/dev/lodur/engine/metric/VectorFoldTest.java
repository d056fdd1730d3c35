package dev.lodur.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodur.logql.Grouping;
import dev.lodur.logql.VectorOperation;
import dev.lodur.model.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VectorFoldTest {
    private static final Grouping BY_APP = new Grouping(false, List.of("app"));

    @Test
    void seriesOfAGroupBecomeOneStepByStep() {
        List<Series> series = List.of(
                TestSeries.of(Labels.of("app", "a", "env", "x"), 1.0, null, 3.0, null),
                TestSeries.of(Labels.of("app", "a", "env", "y"), 10.0, 20.0, null, null),
                TestSeries.of(Labels.of("app", "b"), 5.0, null, null, null),
                TestSeries.of(Labels.of("env", "x"), null, null, null, 7.0));

        assertThat(TestSeries.texts(VectorFold.apply(VectorOperation.SUM, BY_APP, series)))
                .isEqualTo(Map.of("{app=\"a\"}", "11.0 20.0 3.0 -", "{app=\"b\"}", "5.0 - - -", "{}", "- - - 7.0"));
        assertThat(TestSeries.texts(VectorFold.apply(VectorOperation.COUNT, Grouping.NONE, series)))
                .isEqualTo(Map.of("{}", "3.0 1.0 1.0 1.0"));
        assertThat(TestSeries.texts(VectorFold.apply(VectorOperation.MAX, new Grouping(true, List.of("env")), series)))
                .isEqualTo(Map.of("{app=\"a\"}", "10.0 20.0 3.0 -", "{app=\"b\"}", "5.0 - - -", "{}", "- - - 7.0"));
    }

    @Test
    void nothingGivesNoGroup() {
        assertThat(VectorFold.apply(VectorOperation.SUM, Grouping.NONE, List.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = VectorOperation.class,
            names = {"SUM", "AVG", "COUNT", "MAX", "MIN", "STDDEV", "STDVAR"})
    void aGroupIsWhatItsValuesSay(VectorOperation operation) {
        RandomGenerator random = FoldTrials.random(4);
        for (int round = 0; round < 5_000; round++) {
            List<Series> series = new ArrayList<>();
            double[] values = new double[1 + random.nextInt(6)];
            for (int i = 0; i < values.length; i++) {
                values[i] = FoldTrials.any(random);
                series.add(TestSeries.of(Labels.of("i", "" + i), values[i]));
            }

            double result = VectorFold.apply(operation, Grouping.NONE, series)
                    .getFirst()
                    .values()[0];

            double expected = plain(operation, values);
            if (Double.isFinite(expected)) {
                assertThat(result).as(Arrays.toString(values)).isCloseTo(expected, within(1e-9));
            } else {
                assertThat(result).as(Arrays.toString(values)).isEqualTo(Double.valueOf(expected));
            }
        }
    }

    private static double plain(VectorOperation operation, double[] values) {
        double[] numbers =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        double mean = Arrays.stream(values).reduce(0, Double::sum) / values.length;
        double variance = Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / values.length;
        return switch (operation) {
            case SUM -> mean * values.length;
            case AVG -> mean;
            case COUNT -> values.length;
            case MAX -> Arrays.stream(numbers).max().orElse(Double.NaN);
            case MIN -> Arrays.stream(numbers).min().orElse(Double.NaN);
            case STDVAR -> variance;
            case STDDEV -> Math.sqrt(variance);
            case TOPK, BOTTOMK, APPROX_TOPK, SORT, SORT_DESC -> throw new AssertionError(operation);
        };
    }
}
