package dev.lodur.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantileFoldTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 0.9, 0.99, 1, -1, 2, Double.NaN})
    void isWhatTheSortedValuesOfTheWindowSay(double quantile) {
        FoldTrials.check(
                windows -> new QuantileFold(quantile), FoldTrials::small, inside -> plain(quantile, inside), 1e-12);
        FoldTrials.check(
                windows -> new QuantileFold(quantile), FoldTrials::any, inside -> plain(quantile, inside), 1e-12);
    }

    /** What is no number counts as the smallest. */
    private static double plain(double quantile, List<FoldTrials.Sample> inside) {
        if (Double.isNaN(quantile)) {
            return Double.NaN;
        }
        if (quantile < 0 || quantile > 1) {
            return quantile < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        List<Double> sorted = new ArrayList<>();
        for (double value : FoldTrials.values(inside)) {
            sorted.add(value);
        }
        sorted.sort((a, b) -> a.isNaN() || b.isNaN() ? Boolean.compare(b.isNaN(), a.isNaN()) : Double.compare(a, b));
        double place = quantile * (sorted.size() - 1);
        int lower = (int) place;
        double upper = sorted.get(Math.min(lower + 1, sorted.size() - 1));
        return sorted.get(lower) * (1 - (place - lower)) + upper * (place - lower);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 2.5", "0, 1", "1, 4", "0.25, 1.75"})
    void liesBetweenTwoValuesInProportion(double quantile, double expected) {
        double[] values = {1, 2, 3, 4};

        assertThat(QuantileFold.of(quantile, 4, place -> values[place])).isEqualTo(expected);
    }

    @Test
    void ofNothingIsNoNumber() {
        assertThat(QuantileFold.of(0.5, 0, place -> 1)).isNaN();
    }
}
