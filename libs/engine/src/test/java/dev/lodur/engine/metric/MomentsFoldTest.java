package dev.lodur.engine.metric;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MomentsFoldTest {
    @Test
    void theMeanIsTheSumThroughTheCount() {
        FoldTrials.check(windows -> MomentsFold.mean(windows.panes()), FoldTrials::small, MomentsFoldTest::mean, 1e-12);
    }

    @Test
    void theMeanOfInfiniteValuesIsInfiniteOrNoNumber() {
        FoldTrials.check(windows -> MomentsFold.mean(windows.panes()), FoldTrials::any, MomentsFoldTest::mean, 1e-12);
    }

    private static double mean(List<FoldTrials.Sample> inside) {
        double sum = 0;
        for (double value : FoldTrials.values(inside)) {
            sum += value;
        }
        return sum / inside.size();
    }

    @Test
    void theVarianceIsThatOfThePopulation() {
        FoldTrials.check(
                windows -> MomentsFold.variance(windows.panes()), FoldTrials::small, MomentsFoldTest::variance, 1e-10);
        FoldTrials.check(
                windows -> MomentsFold.variance(windows.panes()), FoldTrials::any, MomentsFoldTest::variance, 1e-10);
    }

    @Test
    void theDeviationIsTheRootOfTheVariance() {
        FoldTrials.check(
                windows -> MomentsFold.deviation(windows.panes()),
                FoldTrials::small,
                inside -> Math.sqrt(variance(inside)),
                1e-6);
    }

    @Test
    void smallDifferencesOfLargeValuesKeepTheirDigits() {
        ToDoubleFunction<RandomGenerator> large = random -> 1e9 + random.nextInt(100);

        FoldTrials.check(windows -> MomentsFold.variance(windows.panes()), large, MomentsFoldTest::variance, 1e-6);
    }

    private static double variance(List<FoldTrials.Sample> inside) {
        double mean = mean(inside);
        return Arrays.stream(FoldTrials.values(inside))
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / inside.size();
    }
}
