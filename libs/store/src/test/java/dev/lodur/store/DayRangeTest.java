package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.TimeRange;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DayRangeTest {
    private static final long DAY_NANOS = 86_400_000_000_000L;

    @Test
    void aRangeTouchesTheDaysOfItsFirstAndLastNanosecond() {
        assertThat(DayRange.of(new TimeRange(0, DAY_NANOS)).days()).containsExactly(LocalDate.EPOCH);
        assertThat(DayRange.of(new TimeRange(DAY_NANOS - 1, DAY_NANOS + 1)).days())
                .containsExactly(LocalDate.EPOCH, LocalDate.EPOCH.plusDays(1));
        assertThat(DayRange.of(new TimeRange(-1, 0)).days()).containsExactly(LocalDate.EPOCH.minusDays(1));
    }

    @Test
    void anEmptyRangeTouchesNone() {
        assertThat(DayRange.of(new TimeRange(5, 5)).count()).isZero();
        assertThat(DayRange.of(new TimeRange(5, 5)).days()).isEmpty();
    }

    @Test
    void allOfTimeIsARangeToo() {
        DayRange all = DayRange.of(TimeRange.ALL);

        assertThat(all.count()).isEqualTo(213_504);
        assertThat(all.contains(DayRange.dayOf(Long.MIN_VALUE))).isTrue();
        assertThat(all.contains(DayRange.dayOf(Long.MAX_VALUE))).isTrue();
    }
}
