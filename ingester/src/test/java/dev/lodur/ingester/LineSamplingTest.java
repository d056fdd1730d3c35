package dev.lodur.ingester;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.testkit.ManualClock;
import org.junit.jupiter.api.Test;

class LineSamplingTest {
    private final ManualClock clock = new ManualClock();
    private final LineSampling sampling = new LineSampling(1000, clock);

    @Test
    void allLinesAreLookedAtWhileTheyAreFew() {
        sampling.seen(1000);
        clock.advanceMillis(1000);

        assertThat(sampling.every()).isEqualTo(1);
    }

    @Test
    void manyLinesOfASecondThinOutTheNext() {
        sampling.seen(4500);
        assertThat(sampling.every()).isEqualTo(1);
        clock.advanceMillis(1500);
        assertThat(sampling.every()).isEqualTo(3);

        sampling.seen(10);
        clock.advanceMillis(999);
        assertThat(sampling.every()).isEqualTo(3);
        clock.advanceMillis(1);
        assertThat(sampling.every()).isEqualTo(1);
    }
}
