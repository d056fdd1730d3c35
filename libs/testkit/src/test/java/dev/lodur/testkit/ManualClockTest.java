package dev.lodur.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    @Test
    void movesOnlyWhenToldToAndTakesItsZonedCopiesAlong() {
        ManualClock clock = new ManualClock(Instant.ofEpochSecond(10, 5));
        Clock zoned = clock.withZone(ZoneOffset.ofHours(1));

        clock.advanceSeconds(2);
        clock.advanceMillis(3);

        assertThat(clock.instant()).isEqualTo(Instant.ofEpochSecond(12, 3_000_005));
        assertThat(clock.getAsLong()).isEqualTo(12_003_000_005L);
        assertThat(zoned.instant()).isEqualTo(clock.instant());
    }
}
