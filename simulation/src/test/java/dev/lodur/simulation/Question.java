package dev.lodur.simulation;

import dev.lodur.compaction.TestBucket;
import dev.lodur.engine.Buckets;
import dev.lodur.engine.Direction;
import dev.lodur.engine.LogQuery;
import dev.lodur.engine.LogQueryPlan;
import dev.lodur.engine.LogQueryResult.ResultEntry;
import dev.lodur.engine.LogQueryResult.ResultStream;
import dev.lodur.engine.MetricPlan;
import dev.lodur.engine.QueryControl;
import dev.lodur.engine.StreamSelector;
import dev.lodur.engine.StreamSummary;
import dev.lodur.engine.metric.Series;
import dev.lodur.engine.metric.Steps;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.SampleExpr;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import dev.lodur.querier.Querier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Something that is asked a querier.
 *
 * @param text for messages
 * @param ask answers with texts, which are equal where the answers are
 */
record Question(String text, Function<Querier, List<String>> ask) {
    private static final List<Tenant> TENANTS = List.of(TestBucket.TENANT);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();

    List<String> of(Querier querier) {
        return ask.apply(querier);
    }

    /** The lines of a query with all that belongs to them, as many as the limit allows. */
    static Question logs(String query, TimeRange range, Direction direction, int limit) {
        LogQuery logs = new LogQuery(LogQueryPlan.compile(query), range, direction, limit, 0, true);
        return new Question(query + " " + direction + " " + limit, querier -> {
            List<String> lines = new ArrayList<>();
            whole(querier.logs(TENANTS, logs, control())).streams().forEach(stream -> add(stream, lines));
            return lines;
        });
    }

    private static void add(ResultStream stream, List<String> lines) {
        for (ResultEntry entry : stream.entries()) {
            lines.add(stream.labels() + " " + entry.timestampNanos() + " "
                    + new String(entry.line(), StandardCharsets.UTF_8) + " " + entry.structuredMetadata() + " "
                    + entry.parsed());
        }
    }

    /** The samples of a query at each hour, from the first one on whose window lies in the range. */
    static Question metric(String query, int windowHours, TimeRange range) {
        MetricPlan plan = MetricPlan.compile((SampleExpr) LogqlParser.parseExecutable(query.formatted(windowHours)));
        Steps steps = Steps.range(range.startNanos() + windowHours * HOUR_NANOS, range.endNanos(), HOUR_NANOS);
        return new Question(query, querier -> {
            List<String> samples = new ArrayList<>();
            whole(querier.metric(TENANTS, plan, steps, control())).series().forEach(series -> add(series, samples));
            return samples;
        });
    }

    private static void add(Series series, List<String> samples) {
        series.present().stream()
                .forEach(step -> samples.add(series.labels() + " " + step + " " + series.values()[step]));
    }

    /** What is told about the streams that a selector matches. */
    static Question streams(String what, String selector, TimeRange range, Function<StreamSummary, String> told) {
        StreamSelector streams = StreamSelector.of(LogqlParser.parseSelector(selector));
        return new Question(
                what + " of " + selector,
                querier -> whole(querier.streams(TENANTS, streams, Buckets.whole(range), control())).stream()
                        .map(told)
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static <T> T whole(Querier.Answer<T> answer) {
        if (!answer.warnings().isEmpty()) {
            throw new Violation("an answer warns where nothing is wrong: " + answer.warnings());
        }
        return answer.result();
    }

    private static QueryControl control() {
        return new QueryControl(System::nanoTime, PATIENCE);
    }
}
