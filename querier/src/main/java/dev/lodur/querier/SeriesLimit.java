package dev.lodur.querier;

import dev.lodur.engine.MetricResult;
import dev.lodur.lokiapi.read.QueryErrors;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code max_query_series}: more series are refused, but for Grafana's Logs Drilldown, which shows the first of them under
 * a warning.
 */
final class SeriesLimit {
    private SeriesLimit() {}

    /** @param seriesMax 0 for any number */
    static Querier.Answer<MetricResult> apply(Querier.Answer<MetricResult> answer, int seriesMax, Asker asker) {
        MetricResult result = answer.result();
        if (seriesMax <= 0 || result.series().size() <= seriesMax) {
            return answer;
        }
        if (!asker.tags().wantsPartialResults()) {
            throw QueryErrors.tooManySeries(seriesMax);
        }
        MetricResult first = new MetricResult(
                result.scalar(), result.steps(), result.series().subList(0, seriesMax), result.statistics());
        List<String> warnings = new ArrayList<>(answer.warnings());
        warnings.add(
                "maximum number of series (" + seriesMax + ") reached for a single query; returning partial results");
        return new Querier.Answer<>(first, warnings);
    }
}
