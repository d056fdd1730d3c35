package dev.lodur.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryLimitsTest {
    @Test
    void ofSeveralTenantsTheStrictestLimitsHoldAndNoneIsTheLoosest() {
        QueryLimits one = limits(Duration.ofHours(2), 0, 0, true, List.of("env"));
        QueryLimits other = limits(Duration.ZERO, 20, 7, false, List.of("env", "app"));

        QueryLimits strictest = one.strictest(other);

        assertThat(strictest).isEqualTo(limits(Duration.ofHours(2), 20, 7, false, List.of("env", "app")));
        assertThat(other.strictest(one).maxEntriesLimitPerQuery()).isEqualTo(20);
    }

    private static QueryLimits limits(
            Duration length, int entries, long bytes, boolean volumeEnabled, List<String> required) {
        return new QueryLimits(
                length,
                Duration.ZERO,
                Duration.ZERO,
                500,
                entries,
                Duration.ofMinutes(1),
                1000,
                bytes,
                Duration.ofHours(1),
                volumeEnabled,
                1000,
                required,
                0,
                false,
                10,
                true);
    }
}
