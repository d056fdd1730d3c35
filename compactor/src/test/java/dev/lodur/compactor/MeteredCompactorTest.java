package dev.lodur.compactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class MeteredCompactorTest {
    private static final String FAILURES = "lodur_compactor_merge_failures_total";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeteredCompactor metrics = new MeteredCompactor(registry);

    private double failures(int level) {
        return registry.get(FAILURES)
                .tag("level", Integer.toString(level))
                .counter()
                .count();
    }

    @Test
    void failuresOfMergesAreThereBeforeTheFirstOne() {
        assertThat(failures(1)).isZero();
        assertThat(failures(2)).isZero();

        metrics.mergeFailed(2);

        assertThat(failures(1)).isZero();
        assertThat(failures(2)).isEqualTo(1);
    }
}
