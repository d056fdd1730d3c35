package dev.lodur.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StepsTest {
    @Test
    void theEndCountsWhereAStepFallsOnIt() {
        assertThat(Steps.range(10, 30, 10)).isEqualTo(new Steps(10, 10, 3));
        assertThat(Steps.range(10, 29, 10)).isEqualTo(new Steps(10, 10, 2));
        assertThat(Steps.range(10, 10, 10)).isEqualTo(new Steps(10, 10, 1));
        assertThat(Steps.range(10, 30, 10).lastNanos()).isEqualTo(30);
    }

    @Test
    void findsTheFirstStepAtOrBehindATime() {
        Steps steps = new Steps(-10, 10, 3);

        assertThat(steps.firstAtOrAfter(-100)).isZero();
        assertThat(steps.firstAtOrAfter(-10)).isZero();
        assertThat(steps.firstAtOrAfter(-9)).isEqualTo(1);
        assertThat(steps.firstAtOrAfter(10)).isEqualTo(2);
        assertThat(steps.firstAtOrAfter(11)).isEqualTo(3);
        assertThat(steps.firstAtOrAfter(Long.MAX_VALUE / 2)).isEqualTo(3);
    }

    @Test
    void stepsThatDoNotGetOnAreRefused() {
        assertThatThrownBy(() -> new Steps(0, 0, 1)).hasMessage("1 steps of 0 ns");
        assertThatThrownBy(() -> new Steps(0, 1, 0)).hasMessage("0 steps of 1 ns");
    }
}
