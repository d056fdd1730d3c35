package dev.lodur.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class SampleSortTest {
    private record Sample(long nanos, double value) {}

    @Test
    void samplesStandInTheOrderOfTimeAndThenOfValue() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        for (int size = 0; size < 200; size++) {
            // given
            List<Sample> samples = new ArrayList<>();
            long[] nanos = new long[size + 3];
            double[] values = new double[size + 3];
            for (int i = 0; i < size; i++) {
                nanos[i] = random.nextInt(20);
                values[i] = random.nextInt(10) == 0 ? Double.NaN : random.nextInt(5);
                samples.add(new Sample(nanos[i], values[i]));
            }

            // when
            SampleSort.sort(nanos, values, size);

            // then
            samples.sort(Comparator.comparingLong(Sample::nanos).thenComparingDouble(Sample::value));
            for (int i = 0; i < size; i++) {
                assertThat(new Sample(nanos[i], values[i])).isEqualTo(samples.get(i));
            }
        }
    }
}
