package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.LodurException;
import dev.lodur.model.TimeRange;
import org.junit.jupiter.api.Test;

class BucketsTest {
    @Test
    void aRangeIsCutAtTheMultiplesOfTheWidth() {
        Buckets buckets = new Buckets(new TimeRange(15, 35), 10);

        assertThat(buckets.of(15)).isZero();
        assertThat(buckets.of(19)).isZero();
        assertThat(buckets.of(20)).isEqualTo(1);
        assertThat(buckets.of(34)).isEqualTo(2);
        assertThat(buckets.endNanos(0)).isEqualTo(20);
        assertThat(buckets.endNanos(1)).isEqualTo(30);
        assertThat(buckets.endNanos(2)).isEqualTo(35);
    }

    @Test
    void timesBefore1970AreCutTheSameWay() {
        Buckets buckets = new Buckets(new TimeRange(-15, 5), 10);

        assertThat(buckets.of(-15)).isZero();
        assertThat(buckets.of(-10)).isEqualTo(1);
        assertThat(buckets.of(0)).isEqualTo(2);
        assertThat(buckets.endNanos(1)).isZero();
    }

    @Test
    void withoutAWidthTheRangeIsOneBucket() {
        Buckets buckets = Buckets.whole(TimeRange.ALL);

        assertThat(buckets.of(12345)).isZero();
        assertThat(buckets.endNanos(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(buckets.oneCovers(-5, 5)).isTrue();
    }

    @Test
    void onlyTimesOfOneBucketAreCoveredByIt() {
        Buckets buckets = new Buckets(new TimeRange(15, 35), 10);

        assertThat(buckets.oneCovers(20, 29)).isTrue();
        assertThat(buckets.oneCovers(19, 20)).isFalse();
        assertThat(buckets.oneCovers(10, 12)).isFalse();
    }

    @Test
    void moreBucketsThanAnyoneNeedsAreRefused() {
        assertThatThrownBy(() -> new Buckets(new TimeRange(0, 1_000_000_000), 1))
                .isInstanceOf(LodurException.class);
        assertThatThrownBy(() -> new Buckets(TimeRange.ALL, 1)).isInstanceOf(LodurException.class);
    }
}
