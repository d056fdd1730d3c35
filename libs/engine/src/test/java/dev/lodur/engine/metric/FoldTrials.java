package dev.lodur.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Compares folds with plain computations, over random samples that come in any order and in several parts. */
final class FoldTrials {
    private static final int ROUNDS = 3_000;

    /** A sample. */
    record Sample(long nanos, double value) {}

    private FoldTrials() {}

    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    static Windows windows(RandomGenerator random) {
        Steps steps = new Steps(random.nextInt(100) - 50, 1 + random.nextInt(20), 1 + random.nextInt(15));
        return new Windows(steps, 1 + random.nextInt(60), random.nextInt(30) - 10);
    }

    /** Small numbers, among which some are alike. */
    static double small(RandomGenerator random) {
        return (random.nextInt(200) - 100) / 4.0;
    }

    /** Numbers among which some are infinite or none. */
    static double any(RandomGenerator random) {
        return switch (random.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            default -> small(random);
        };
    }

    /**
     * Checks each step of random windows.
     *
     * @param plain what the samples of one window yield; they come ordered by time, those of one time by value
     * @param tolerance how much the result may differ, for each unit of it
     */
    static void check(
            Function<Windows, Fold> folds,
            ToDoubleFunction<RandomGenerator> values,
            ToDoubleFunction<List<Sample>> plain,
            double tolerance) {
        RandomGenerator random = random(1);
        for (int round = 0; round < ROUNDS; round++) {
            Windows windows = windows(random);
            List<Sample> samples = samples(random, values);
            double[] results = new double[windows.steps().count()];
            BitSet present = new BitSet();

            fold(random, folds, windows, samples).finish(windows, results, present);

            for (int step = 0; step < results.length; step++) {
                List<Sample> inside = inside(windows, step, samples);
                assertThat(present.get(step)).isEqualTo(!inside.isEmpty());
                if (!inside.isEmpty()) {
                    check(results[step], plain.applyAsDouble(inside), tolerance, windows, inside);
                }
            }
        }
    }

    private static void check(double result, double expected, double tolerance, Windows windows, List<Sample> inside) {
        if (Double.isFinite(expected) && Double.isFinite(result)) {
            assertThat(result)
                    .as("%s of %s", inside, windows)
                    .isCloseTo(expected, within(tolerance * Math.max(1, Math.abs(expected))));
        } else {
            assertThat(result).as("%s of %s", inside, windows).isEqualTo(Double.valueOf(expected));
        }
    }

    private static List<Sample> samples(RandomGenerator random, ToDoubleFunction<RandomGenerator> values) {
        List<Sample> samples = new ArrayList<>();
        for (int i = random.nextInt(60); i > 0; i--) {
            samples.add(new Sample(random.nextInt(300) - 100, values.applyAsDouble(random)));
        }
        return samples;
    }

    /** Deals the samples out to some folds, which are then put together. */
    private static Fold fold(
            RandomGenerator random, Function<Windows, Fold> folds, Windows windows, List<Sample> samples) {
        List<Fold> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            parts.add(folds.apply(windows));
        }
        for (Sample sample : samples) {
            int pane = windows.pane(sample.nanos());
            if (pane >= 0) {
                parts.get(random.nextInt(parts.size())).add(pane, sample.nanos(), sample.value());
            }
        }
        Collections.shuffle(parts, new Random(random.nextLong()));
        Fold whole = parts.getFirst();
        parts.subList(1, parts.size()).forEach(whole::addAll);
        assertThat(whole.sizeBytes()).isPositive();
        return whole;
    }

    private static List<Sample> inside(Windows windows, int step, List<Sample> samples) {
        long end = windows.steps().nanos(step) - windows.offsetNanos();
        return samples.stream()
                .filter(sample -> sample.nanos() > end - windows.rangeNanos() && sample.nanos() <= end)
                .sorted(Comparator.comparingLong(Sample::nanos).thenComparingDouble(Sample::value))
                .toList();
    }

    static double[] values(List<Sample> samples) {
        return samples.stream().mapToDouble(Sample::value).toArray();
    }
}
