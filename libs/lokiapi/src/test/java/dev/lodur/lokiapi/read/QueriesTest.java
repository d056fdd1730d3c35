package dev.lodur.lokiapi.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class QueriesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private static RangeQuery range(String rawQuery) {
        return RangeQuery.parse(Parameters.ofQuery(rawQuery), CLOCK);
    }

    @Test
    void aRangeQueryAsksForTheLastHourByDefault() {
        RangeQuery query = range("query=x");

        assertThat(query)
                .isEqualTo(new RangeQuery(
                        "x", new TimeBounds(NOW_NANOS - HOUR, NOW_NANOS), 14_000_000_000L, 0, 100, Direction.BACKWARD));
    }

    @Test
    void aTailAsksForTheLastHourAndWaitsForNothingByDefault() {
        assertThat(tail("query=x"))
                .isEqualTo(new TailQuery("x", new TimeBounds(NOW_NANOS - HOUR, NOW_NANOS), 100, Duration.ZERO));
        assertThat(tail("query=x&limit=7&delay_for=5&start=" + (NOW_NANOS + 5)))
                .isEqualTo(new TailQuery("x", new TimeBounds(NOW_NANOS + 5, NOW_NANOS + 5), 7, Duration.ofSeconds(5)));
        assertThat(TailQuery.parseLegacy(Parameters.ofQuery("query=x&regexp=a.b"), CLOCK)
                        .query())
                .isEqualTo("x |~ \"a.b\"");
        assertThatThrownBy(() -> tail("delay_for=6")).hasMessage("delay_for can't be greater than 5");
        assertThatThrownBy(() -> tail("delay_for=-1")).hasMessageContaining("negative");
        assertThatThrownBy(() -> tail("delay_for=x")).hasMessageContaining("invalid syntax");
    }

    private static TailQuery tail(String rawQuery) {
        return TailQuery.parse(Parameters.ofQuery(rawQuery), CLOCK);
    }

    @Test
    void sinceCountsFromTheEndOrFromNowWhereTheEndIsLater() {
        assertThat(range("since=5m&end=2026-11-23T11:00:00Z").bounds().startNanos())
                .isEqualTo(NOW_NANOS - HOUR - Duration.ofMinutes(5).toNanos());
        assertThat(range("since=5m&end=2026-11-23T13:00:00Z").bounds().startNanos())
                .isEqualTo(NOW_NANOS - Duration.ofMinutes(5).toNanos());
    }

    @Test
    void anExplicitStartWinsOverSince() {
        assertThat(range("since=1h&start=" + (NOW_NANOS - 5)).bounds().startNanos())
                .isEqualTo(NOW_NANOS - 5);
    }

    @Test
    void theSmallestDefaultStepIsASecond() {
        assertThat(range("since=1m").stepNanos()).isEqualTo(1_000_000_000L);
    }

    @Test
    void elevenThousandPointsAreAllowed() {
        assertThat(range("since=11000s&step=1").stepNanos()).isEqualTo(1_000_000_000L);
        assertThatThrownBy(() -> range("since=11001s&step=1")).hasMessageStartingWith("exceeded maximum resolution");
        assertThatThrownBy(() -> range("start=-9223372036&end=9223372036&step=1"))
                .hasMessageStartingWith("exceeded maximum resolution");
    }

    @Test
    void aNegativeIntervalIsRefused() {
        assertThatThrownBy(() -> range("interval=-5")).hasMessage("interval must be >= 0");
    }

    @Test
    void theOldEndpointTakesARegexpAsAFilter() {
        RangeQuery query = RangeQuery.parseLegacy(Parameters.ofQuery("query=%7Ba%3D%22b%22%7D&regexp=x%22y"), CLOCK);

        assertThat(query.query()).isEqualTo("{a=\"b\"} |~ \"x\\\"y\"");
    }

    @Test
    void anInstantQueryAsksForNowByDefault() {
        assertThat(InstantQuery.parse(Parameters.ofQuery("query=1&direction=Forward&limit=7"), CLOCK))
                .isEqualTo(new InstantQuery("1", NOW_NANOS, 7, Direction.FORWARD));
    }

    @Test
    void aSingleEmptySelectorMeansAllSeries() {
        assertThat(SeriesQuery.parse(Parameters.ofQuery("match[]=%7B%7D"), CLOCK)
                        .matches())
                .isEmpty();
        assertThat(SeriesQuery.parse(Parameters.ofQuery("match=a&match[]=b&match[]=a"), CLOCK)
                        .matches())
                .containsExactly("a", "b");
    }

    @Test
    void volumesTolerateALimitOfZero() {
        VolumeQuery query = VolumeQuery.parseInstant(
                Parameters.ofQuery("query=%7B%7D&limit=0&targetLabels=a,b&aggregateBy=labels"), CLOCK);

        assertThat(query.limit()).isEqualTo(100);
        assertThat(query.targetLabels()).containsExactly("a", "b");
        assertThat(query.aggregateBy()).isEqualTo(VolumeQuery.AggregateBy.LABELS);
        assertThat(query.stepNanos()).isEqualTo(HOUR);
    }

    @Test
    void detectedFieldsTakeEitherNameOfTheLimit() {
        assertThat(DetectedFieldsQuery.parse(Parameters.ofQuery("field_limit=5"), CLOCK)
                        .fieldLimit())
                .isEqualTo(5);
        assertThat(DetectedFieldsQuery.parse(Parameters.ofQuery("limit=6&line_limit=9"), CLOCK))
                .returns(6, DetectedFieldsQuery::fieldLimit)
                .returns(9, DetectedFieldsQuery::lineLimit);
    }
}
