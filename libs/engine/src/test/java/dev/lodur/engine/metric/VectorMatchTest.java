package dev.lodur.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.logql.BinaryOperator;
import dev.lodur.logql.VectorMatching;
import dev.lodur.logql.VectorMatching.Cardinality;
import dev.lodur.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VectorMatchTest {
    private static final Labels A = Labels.of("app", "a", "env", "x");
    private static final Labels B = Labels.of("app", "b", "env", "x");
    private static final Labels C = Labels.of("app", "c", "env", "y");
    private static final Labels X = Labels.of("env", "x", "owner", "me");
    private static final Labels Y = Labels.of("env", "y");

    private static final List<Series> LEFT =
            List.of(TestSeries.of(A, 1.0, 2.0), TestSeries.of(B, 3.0, null), TestSeries.of(C, 5.0, 6.0));

    private static Map<String, String> combine(
            BinaryOperator operator, List<Series> left, List<Series> right, @Nullable VectorMatching matching) {
        return TestSeries.texts(Vectors.combine(operator, left, right, false, matching));
    }

    private static VectorMatching on(Cardinality cardinality, List<String> included, String... labels) {
        return new VectorMatching(true, List.of(labels), cardinality, included);
    }

    @Test
    void seriesFindEachOtherByAllLabels() {
        List<Series> right =
                List.of(TestSeries.of(C, 2.0, 3.0), TestSeries.of(A, 10.0, null), TestSeries.of(X, 1.0, 1.0));

        assertThat(combine(BinaryOperator.DIVIDE, LEFT, right, null))
                .isEqualTo(Map.of(A.toString(), "0.1 -", C.toString(), "2.5 2.0"));
    }

    @Test
    void comparisonsLeaveOutWhatDoesNotHoldOrSayZeroAndOne() {
        List<Series> right = List.of(TestSeries.of(A, 1.0, 1.0), TestSeries.of(C, 9.0, 9.0));

        assertThat(combine(BinaryOperator.GREATER, LEFT, right, null)).isEqualTo(Map.of(A.toString(), "- 2.0"));
        assertThat(TestSeries.texts(Vectors.combine(BinaryOperator.GREATER, LEFT, right, true, null)))
                .isEqualTo(Map.of(A.toString(), "0.0 1.0", C.toString(), "0.0 0.0"));
    }

    @Test
    void onComparesSomeLabelsAndOnlyTheyStay() {
        List<Series> right = List.of(TestSeries.of(X, 2.0, 2.0));
        List<Series> left = List.of(TestSeries.of(A, 1.0, 2.0), TestSeries.of(C, 5.0, 6.0));

        assertThat(combine(BinaryOperator.ADD, left, right, on(Cardinality.ONE_TO_ONE, List.of(), "env")))
                .isEqualTo(Map.of("{env=\"x\"}", "3.0 4.0"));
    }

    @Test
    void ignoringLeavesLabelsOut() {
        List<Series> right = List.of(TestSeries.of(Labels.of("env", "y", "app", "z"), 1.0, 1.0));
        VectorMatching ignoring = new VectorMatching(false, List.of("app"), Cardinality.ONE_TO_ONE, List.of());

        assertThat(combine(BinaryOperator.SUBTRACT, LEFT, right, ignoring)).isEqualTo(Map.of(Y.toString(), "4.0 5.0"));
    }

    @Test
    void manySeriesShareOneAndTakeLabelsFromIt() {
        List<Series> right = List.of(TestSeries.of(X, 10.0, 10.0), TestSeries.of(Y, 100.0, 100.0));

        assertThat(combine(BinaryOperator.MULTIPLY, LEFT, right, on(Cardinality.MANY_TO_ONE, List.of("owner"), "env")))
                .isEqualTo(Map.of(
                        A.with("owner", "me").toString(), "10.0 20.0",
                        B.with("owner", "me").toString(), "30.0 -",
                        C.toString(), "500.0 600.0"));
        assertThat(combine(BinaryOperator.SUBTRACT, right, LEFT, on(Cardinality.ONE_TO_MANY, List.of(), "env")))
                .isEqualTo(Map.of(A.toString(), "9.0 8.0", B.toString(), "7.0 -", C.toString(), "95.0 94.0"));
    }

    @Test
    void aLabelThatTheOneSideLacksIsTakenAway() {
        List<Series> many = List.of(TestSeries.of(Labels.of("env", "y", "owner", "you"), 1.0, 1.0));
        List<Series> one = List.of(TestSeries.of(Y, 1.0, 1.0));

        assertThat(combine(BinaryOperator.ADD, many, one, on(Cardinality.MANY_TO_ONE, List.of("owner"), "env")))
                .isEqualTo(Map.of(Y.toString(), "2.0 2.0"));
    }

    @Test
    void severalMatchesAreRefused() {
        List<Series> right = List.of(TestSeries.of(X, 1.0, 1.0));

        assertThatThrownBy(
                        () -> combine(BinaryOperator.DIVIDE, LEFT, right, on(Cardinality.ONE_TO_ONE, List.of(), "env")))
                .hasMessageContaining("multiple matches for labels: many-to-one matching must be explicit"
                        + " (group_left/group_right)");
        assertThatThrownBy(() ->
                        combine(BinaryOperator.DIVIDE, right, LEFT, on(Cardinality.MANY_TO_ONE, List.of(), "env")))
                .hasMessageContaining("found duplicate series on the right hand-side;many-to-many matching not allowed:"
                        + " matching labels must be unique on one side");
        assertThatThrownBy(() ->
                        combine(BinaryOperator.DIVIDE, LEFT, right, on(Cardinality.ONE_TO_MANY, List.of(), "env")))
                .hasMessageContaining("found duplicate series on the left hand-side");
        List<Series> one = List.of(TestSeries.of(Labels.of("env", "x", "app", "same"), 1.0, 1.0));
        assertThatThrownBy(() ->
                        combine(BinaryOperator.ADD, LEFT, one, on(Cardinality.MANY_TO_ONE, List.of("app"), "env")))
                .hasMessageContaining("multiple matches for labels: grouping labels must ensure unique matches");
    }

    @Test
    void seriesThatNeverMeetAtAStepMayShareTheirLabels() {
        List<Series> left = List.of(TestSeries.of(A, 1.0, null), TestSeries.of(B, null, 2.0));
        List<Series> right = List.of(TestSeries.of(X, 10.0, 10.0));

        assertThat(combine(BinaryOperator.ADD, left, right, on(Cardinality.ONE_TO_ONE, List.of(), "env")))
                .isEqualTo(Map.of("{env=\"x\"}", "11.0 12.0"));
    }

    @Test
    void setsAreMadeStepByStep() {
        List<Series> right = List.of(TestSeries.of(A, null, 7.0), TestSeries.of(X, 8.0, 8.0));

        assertThat(combine(BinaryOperator.AND, LEFT, right, null)).isEqualTo(Map.of(A.toString(), "- 2.0"));
        assertThat(combine(BinaryOperator.UNLESS, LEFT, right, null))
                .isEqualTo(Map.of(A.toString(), "1.0 -", B.toString(), "3.0 -", C.toString(), "5.0 6.0"));
        assertThat(combine(BinaryOperator.OR, right, LEFT, null))
                .isEqualTo(Map.of(
                        A.toString(),
                        "1.0 7.0",
                        B.toString(),
                        "3.0 -",
                        C.toString(),
                        "5.0 6.0",
                        X.toString(),
                        "8.0 8.0"));
        assertThat(combine(BinaryOperator.AND, LEFT, right, on(Cardinality.ONE_TO_ONE, List.of(), "env")))
                .isEqualTo(Map.of(A.toString(), "1.0 2.0", B.toString(), "3.0 -"));
    }

    @Test
    void findsTheSamePairsAsALookForEachStep() {
        RandomGenerator random = FoldTrials.random(6);
        for (int round = 0; round < 5_000; round++) {
            List<Series> left = series(random);
            List<Series> right = series(random);
            Map<String, String> sums = new TreeMap<>();
            for (Series own : left) {
                StringBuilder text = new StringBuilder();
                boolean any = false;
                for (int step = 0; step < 3; step++) {
                    Double other = at(right, own.labels(), step);
                    boolean both = own.present().get(step) && other != null;
                    text.append(both ? own.values()[step] + other : "-").append(' ');
                    any |= both;
                }
                if (any) {
                    sums.put(own.labels().toString(), text.toString().strip());
                }
            }

            assertThat(combine(BinaryOperator.ADD, left, right, null)).isEqualTo(sums);
        }
    }

    private static List<Series> series(RandomGenerator random) {
        List<Series> series = new ArrayList<>();
        for (Labels labels : List.of(A, B, C, X, Y)) {
            @Nullable Double[] samples = new @Nullable Double[3];
            for (int step = 0; step < 3; step++) {
                samples[step] = random.nextBoolean() ? null : (Double) (double) random.nextInt(10);
            }
            Series one = TestSeries.of(labels, samples);
            if (!one.present().isEmpty()) {
                series.add(one);
            }
        }
        return series;
    }

    private static @Nullable Double at(List<Series> series, Labels labels, int step) {
        return series.stream()
                .filter(one -> one.labels().equals(labels) && one.present().get(step))
                .map(one -> one.values()[step])
                .findFirst()
                .orElse(null);
    }
}
