package dev.lodur.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CounterRateFoldTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void theIncreaseIsDividedByTheSeconds() {
        assertThat(rate(10, 20, 40)).isCloseTo(30.0 / 60, within(1e-5));
    }

    @Test
    void afterAResetTheCounterBeginsAtZero() {
        assertThat(rate(10, 20, 5, 8)).isCloseTo((8 - 10 + 20) / 60.0, within(1e-5));
    }

    @Test
    void oneSampleIsNoIncrease() {
        assertThat(rate(10)).isZero();
    }

    @Test
    void isTheSameAsWithoutSliding() {
        FoldTrials.check(
                windows -> new CounterRateFold(20), random -> random.nextInt(100), CounterRateFoldTest::plain, 1e-9);
    }

    @Test
    void anInfiniteValueCountsOnlyWhereItIs() {
        FoldTrials.check(windows -> new CounterRateFold(20), FoldTrials::any, CounterRateFoldTest::plain, 1e-9);
    }

    /** The rate of samples ten seconds apart in a window of a minute. */
    private static double rate(double... values) {
        CounterRateFold fold = new CounterRateFold(60);
        for (int i = 0; i < values.length; i++) {
            fold.add(0, (i + 1) * 10 * SECOND, values[i]);
        }
        double[] results = new double[1];
        fold.finish(new Windows(Steps.instant(60 * SECOND), 60 * SECOND, 0), results, new BitSet());
        return results[0];
    }

    private static double plain(List<FoldTrials.Sample> inside) {
        int last = inside.size() - 1;
        if (last == 0) {
            return 0;
        }
        FoldTrials.Sample first = inside.getFirst();
        double increase = inside.get(last).value() - first.value();
        double before = 0;
        for (FoldTrials.Sample sample : inside) {
            increase += sample.value() < before ? before : 0;
            before = sample.value();
        }
        double sampled = (inside.get(last).nanos() - first.nanos()) / 1e3;
        double toStart = 20;
        if (increase > 0 && first.value() >= 0) {
            toStart = Math.min(toStart, sampled * (first.value() / increase));
        }
        double average = sampled / last;
        double widened = sampled + (toStart < average * 1.1 ? toStart : average / 2);
        return increase * (widened / sampled) / 20;
    }
}
