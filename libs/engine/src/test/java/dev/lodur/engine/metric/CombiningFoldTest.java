package dev.lodur.engine.metric;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class CombiningFoldTest {
    @Test
    void addsUpTheValuesOfEachWindow() {
        FoldTrials.check(
                windows -> CombiningFold.sum(windows.panes(), 1), FoldTrials::small, CombiningFoldTest::sum, 0);
        FoldTrials.check(windows -> CombiningFold.sum(windows.panes(), 1), FoldTrials::any, CombiningFoldTest::sum, 0);
        FoldTrials.check(
                windows -> CombiningFold.sum(windows.panes(), 8), FoldTrials::small, inside -> sum(inside) / 8, 0);
    }

    private static double sum(List<FoldTrials.Sample> inside) {
        double sum = 0;
        for (double value : FoldTrials.values(inside)) {
            sum += value;
        }
        return sum;
    }

    @Test
    void takesTheSmallestAndIgnoresWhatIsNoNumberBesideOthers() {
        ToDoubleFunction<List<FoldTrials.Sample>> plain = inside -> Arrays.stream(FoldTrials.values(inside))
                .filter(value -> !Double.isNaN(value))
                .min()
                .orElse(Double.NaN);

        FoldTrials.check(windows -> CombiningFold.min(windows.panes()), FoldTrials::any, plain, 0);
    }

    @Test
    void takesTheGreatestAndIgnoresWhatIsNoNumberBesideOthers() {
        ToDoubleFunction<List<FoldTrials.Sample>> plain = inside -> Arrays.stream(FoldTrials.values(inside))
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(Double.NaN);

        FoldTrials.check(windows -> CombiningFold.max(windows.panes()), FoldTrials::any, plain, 0);
    }
}
