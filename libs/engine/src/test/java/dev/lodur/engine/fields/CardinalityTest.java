package dev.lodur.engine.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class CardinalityTest {
    private final Cardinality cardinality = new Cardinality();

    @Test
    void fewValuesAreCountedExactly() {
        assertThat(cardinality.estimate()).isZero();
        for (int i = 0; i < 1_000; i++) {
            cardinality.add("value " + i % 100);
        }

        assertThat(cardinality.estimate()).isEqualTo(100);
    }

    @Test
    void tellsWhetherAValueIsNew() {
        assertThat(cardinality.add("a")).isTrue();
        assertThat(cardinality.add("b")).isTrue();
        assertThat(cardinality.add("a")).isFalse();
    }

    @Test
    void manyValuesAreEstimatedClosely() {
        for (int i = 0; i < 200_000; i++) {
            cardinality.add("value " + i);
        }

        assertThat(cardinality.estimate()).isCloseTo(200_000L, withinPercentage(0.5));
    }
}
