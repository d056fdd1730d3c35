package dev.lodur.querier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.engine.MetricResult;
import dev.lodur.engine.QueryStatistics;
import dev.lodur.engine.metric.Series;
import dev.lodur.engine.metric.Steps;
import dev.lodur.lokiapi.read.QueryTags;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesLimitTest {
    private static final Asker DRILLDOWN =
            new Asker(Bucket.TENANT, QueryTags.parse("Source=grafana-lokiexplore-app"), action -> {});

    private static Querier.Answer<MetricResult> answer(int series) {
        List<Series> made = IntStream.range(0, series)
                .mapToObj(i -> new Series(Labels.of("i", "" + i), new double[] {i}, BitSet.valueOf(new long[] {1})))
                .toList();
        return new Querier.Answer<>(
                new MetricResult(false, Steps.instant(1), made, new QueryStatistics().snapshot()), List.of("before"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 3, 4})
    void whatFitsStaysAsItIs(int seriesMax) {
        Querier.Answer<MetricResult> answer = answer(3);

        assertThat(SeriesLimit.apply(answer, seriesMax, QuerierFixture.ASKER)).isSameAs(answer);
    }

    @Test
    void moreSeriesAreRefused() {
        assertThatThrownBy(() -> SeriesLimit.apply(answer(3), 2, QuerierFixture.ASKER))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
                .hasMessageContaining("maximum number of series (2) reached for a single query");
    }

    @Test
    void logsDrilldownGetsTheFirstOfThemUnderAWarning() {
        Querier.Answer<MetricResult> cut = SeriesLimit.apply(answer(3), 2, DRILLDOWN);

        assertThat(cut.result().series())
                .extracting(Series::labels)
                .containsExactly(Labels.of("i", "0"), Labels.of("i", "1"));
        assertThat(cut.warnings())
                .containsExactly(
                        "before", "maximum number of series (2) reached for a single query; returning partial results");
    }
}
