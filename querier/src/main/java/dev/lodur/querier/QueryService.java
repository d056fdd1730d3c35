package dev.lodur.querier;

import dev.lodur.engine.Direction;
import dev.lodur.engine.LogQuery;
import dev.lodur.engine.LogQueryPlan;
import dev.lodur.engine.LogQueryResult;
import dev.lodur.engine.MetricPlan;
import dev.lodur.engine.MetricResult;
import dev.lodur.engine.QueryControl;
import dev.lodur.engine.metric.Steps;
import dev.lodur.logql.Expr;
import dev.lodur.logql.LogExpr;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.SampleExpr;
import dev.lodur.lokiapi.read.EncodingFlags;
import dev.lodur.lokiapi.read.InstantQuery;
import dev.lodur.lokiapi.read.JsonWriter;
import dev.lodur.lokiapi.read.QueryErrors;
import dev.lodur.lokiapi.read.QueryLimitChecks;
import dev.lodur.lokiapi.read.RangeQuery;
import dev.lodur.lokiapi.read.TimeBounds;
import dev.lodur.model.TenantLimits;
import dev.lodur.querier.QueryRunner.Timed;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * Takes queries in: parses, checks the tenant's limits, waits for a place, runs. What comes back writes the answer.
 * Thread-safe; calls block.
 */
public final class QueryService {
    /** Loki's default of {@code split_instant_metric_queries_by_interval}. */
    private static final long INSTANT_SPLIT_NANOS = 3_600_000_000_000L;

    private final Querier querier;
    private final QueryRunner runner;
    private final TenantLimits.Source limits;
    private final Clock clock;
    private final QueryWatch watch;

    QueryService(Querier querier, QueryRunner runner, TenantLimits.Source limits, Clock clock, QueryWatch watch) {
        this.querier = querier;
        this.runner = runner;
        this.limits = limits;
        this.clock = clock;
        this.watch = watch;
    }

    /** Runs {@code query_range}. */
    Consumer<JsonWriter> range(Asker asker, RangeQuery query, EncodingFlags flags) {
        return switch (parse(asker, query)) {
            case LogExpr log -> {
                Timed<LogQueryResult> timed = logs(asker, log, query, flags.categorizeLabels());
                yield json -> ResultJson.streams(json, timed, flags);
            }
            case SampleExpr metric -> {
                Timed<MetricResult> timed = metric(asker, metric, query);
                yield json -> ResultJson.matrix(json, timed);
            }
            case Expr.Variants variants -> throw QueryErrors.variantsDisabled();
        };
    }

    /** Runs {@code /api/prom/query}, which knows log queries only. */
    Consumer<JsonWriter> legacy(Asker asker, RangeQuery query) {
        if (!(parse(asker, query) instanceof LogExpr log)) {
            throw QueryErrors.legacyMetricQuery("matrix");
        }
        Timed<LogQueryResult> timed = logs(asker, log, query, false);
        return json -> ResultJson.legacyStreams(json, timed);
    }

    private Expr parse(Asker asker, RangeQuery query) {
        return asker.limits(limits).mayEmptySelector()
                ? LogqlParser.parseExecutableOfAny(query.query())
                : LogqlParser.parseExecutable(query.query());
    }

    private Timed<LogQueryResult> logs(Asker asker, LogExpr log, RangeQuery query, boolean categorizeLabels) {
        QueryLimitChecks checks = checks(asker);
        checks.checkEntries(query.limit());
        TimeBounds bounds = checks.checkBounds(query.bounds());
        QueryLimitRules.check(checks, log);
        LogQuery logQuery = new LogQuery(
                LogQueryPlan.compile(log),
                bounds.range(),
                direction(query.direction()),
                query.limit(),
                query.intervalNanos(),
                categorizeLabels);
        return watch.logs(
                asker,
                query,
                !log.stages().isEmpty(),
                () -> runner.run(asker, control -> querier.logs(asker.tenants(), logQuery, control)));
    }

    /** Runs {@code query}. */
    Consumer<JsonWriter> instant(Asker asker, InstantQuery query) {
        return switch (LogqlParser.parseExecutable(query.query())) {
            case LogExpr log -> throw QueryErrors.instantLogQuery();
            case SampleExpr metric -> {
                QueryLimitRules.check(checks(asker), metric);
                MetricPlan plan = MetricPlan.compileInstant(metric, INSTANT_SPLIT_NANOS);
                Steps steps = Steps.instant(query.timeNanos());
                Timed<MetricResult> timed = watch.instant(
                        asker, query, () -> runner.run(asker, control -> metric(asker, plan, steps, control)));
                yield json -> ResultJson.instant(json, timed, query.timeNanos());
            }
            case Expr.Variants variants -> throw QueryErrors.variantsDisabled();
        };
    }

    /** Instants are multiples of the step, outwards from the range: Loki's splitter makes it so, and dashboards rely on it. */
    private Timed<MetricResult> metric(Asker asker, SampleExpr metric, RangeQuery query) {
        QueryLimitChecks checks = checks(asker);
        TimeBounds bounds = checks.checkBounds(query.bounds());
        QueryLimitRules.check(checks, metric);
        MetricPlan plan = MetricPlan.compile(metric);
        long step = query.stepNanos();
        long start = Math.floorDiv(bounds.startNanos(), step) * step;
        long end = Math.ceilDiv(bounds.endNanos(), step) * step;
        Steps steps = Steps.range(start, end, step);
        return watch.metric(asker, query, () -> runner.run(asker, control -> metric(asker, plan, steps, control)));
    }

    private Querier.Answer<MetricResult> metric(Asker asker, MetricPlan plan, Steps steps, QueryControl control) {
        int seriesMax = asker.limits(limits).maxQuerySeries();
        return SeriesLimit.apply(querier.metric(asker.tenants(), plan, steps, control), seriesMax, asker);
    }

    private QueryLimitChecks checks(Asker asker) {
        return new QueryLimitChecks(asker.limits(limits), clock);
    }

    private static Direction direction(dev.lodur.lokiapi.read.Direction direction) {
        return switch (direction) {
            case FORWARD -> Direction.FORWARD;
            case BACKWARD -> Direction.BACKWARD;
        };
    }
}
