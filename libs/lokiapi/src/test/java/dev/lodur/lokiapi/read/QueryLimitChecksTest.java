package dev.lodur.lokiapi.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.QueryLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryLimitChecksTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
    private static final long DAY = Duration.ofDays(1).toNanos();

    private final QueryLimitChecks checks = new QueryLimitChecks(
            new QueryLimits(
                    Duration.ofHours(721),
                    Duration.ofDays(7),
                    Duration.ofHours(1),
                    500,
                    5000,
                    Duration.ofMinutes(1),
                    2,
                    2048,
                    Duration.ofHours(1),
                    false,
                    1000,
                    List.of("env", "app"),
                    3,
                    false,
                    10,
                    true),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void movesAStartThatIsTooFarBack() {
        TimeBounds moved = checks.checkBounds(new TimeBounds(NOW_NANOS - 100 * DAY, NOW_NANOS));

        assertThat(moved).isEqualTo(new TimeBounds(NOW_NANOS - 7 * DAY, NOW_NANOS));
    }

    @Test
    void refusesWhatLiesWhollyBeforeTheLookback() {
        assertThatThrownBy(() -> checks.checkBounds(new TimeBounds(NOW_NANOS - 100 * DAY, NOW_NANOS - 50 * DAY)))
                .hasMessage("this data is no longer available, it is past now - max_query_lookback (1w)");
    }

    @Test
    void refusesLongRangesAndManySelectors() {
        assertThatThrownBy(() -> checks.checkRangeInterval(Duration.ofMinutes(61)))
                .hasMessage("[interval] value exceeds limit: [1h1m] > [1h]");
        assertThatThrownBy(() -> checks.checkSelectors(3))
                .hasMessage("max streams matchers per query exceeded, matchers-count > limit (3 > 2)");
    }

    @Test
    void refusesSelectorsThatLackLabels() {
        assertThatThrownBy(() -> checks.checkSelectorLabels(List.of("app", "host")))
                .hasMessage("stream selector is missing required matchers [env], "
                        + "labels present in the query were [app, host]");
        assertThatThrownBy(() -> checks.checkSelectorLabels(List.of("app", "env")))
                .hasMessage("stream selector has less label matchers than required: (present: [app, env], "
                        + "number_present: 2, required_number_label_matchers: 3)");
    }

    @Test
    void refusesVolumesWhereTheyAreOff() {
        assertThatThrownBy(checks::checkVolumeEnabled).hasMessageStartingWith("not found");
    }

    @Test
    void passesWhatKeepsToTheLimits() {
        checks.checkEntries(5000);
        checks.checkRangeInterval(Duration.ofHours(1));
        checks.checkSelectors(2);
        checks.checkSelectorLabels(List.of("app", "env", "host"));
    }
}
