package dev.lodur.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.logql.Grouping;
import dev.lodur.model.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class VectorTopTest {
    private static final List<Series> SERIES = List.of(
            TestSeries.of(Labels.of("app", "a", "env", "x"), 1.0, 9.0, null),
            TestSeries.of(Labels.of("app", "a", "env", "y"), 2.0, 1.0, null),
            TestSeries.of(Labels.of("app", "b", "env", "x"), 3.0, null, 4.0));

    @Test
    void theGreatestStayUnderTheirOwnLabels() {
        assertThat(TestSeries.texts(VectorTop.apply(true, 1, Grouping.NONE, SERIES)))
                .isEqualTo(Map.of(
                        "{app=\"a\", env=\"x\"}", "- 9.0 -",
                        "{app=\"b\", env=\"x\"}", "3.0 - 4.0"));
    }

    @Test
    void theSmallestStayInEachGroup() {
        assertThat(TestSeries.texts(VectorTop.apply(false, 1, new Grouping(false, List.of("app")), SERIES)))
                .isEqualTo(Map.of(
                        "{app=\"a\", env=\"x\"}", "1.0 - -",
                        "{app=\"a\", env=\"y\"}", "- 1.0 -",
                        "{app=\"b\", env=\"x\"}", "3.0 - 4.0"));
    }

    @Test
    void ofNoneAndOfManyTheCountIsObeyed() {
        assertThat(VectorTop.apply(true, 0, Grouping.NONE, SERIES)).isEmpty();
        assertThat(TestSeries.texts(VectorTop.apply(true, 1L << 40, Grouping.NONE, SERIES)))
                .isEqualTo(TestSeries.texts(SERIES));
    }

    @Test
    void choosesAsSortingDoesWhateverTheOrderOfTheSeries() {
        RandomGenerator random = FoldTrials.random(5);
        for (int round = 0; round < 5_000; round++) {
            List<Series> series = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                Double value = switch (random.nextInt(8)) {
                    case 0 -> Double.NaN;
                    case 1 -> Double.POSITIVE_INFINITY;
                    default -> (double) random.nextInt(4);
                };
                series.add(TestSeries.of(Labels.of("i", "" + i), value));
            }
            boolean greatest = random.nextBoolean();
            int count = random.nextInt(10);
            Comparator<Series> bySize = Comparator.comparingDouble(one -> one.values()[0]);
            List<Labels> expected = series.stream()
                    .sorted(Comparator.<Series, Boolean>comparing(one -> Double.isNaN(one.values()[0]))
                            .thenComparing(greatest ? bySize.reversed() : bySize)
                            .thenComparing(Series::labels))
                    .limit(count)
                    .map(Series::labels)
                    .toList();
            Collections.shuffle(series, new Random(round));

            List<Series> chosen = VectorTop.apply(greatest, count, Grouping.NONE, series);

            assertThat(chosen).extracting(Series::labels).containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}
