package dev.lodur.querier;

import dev.lodur.engine.Direction;
import dev.lodur.engine.LogQuery;
import dev.lodur.engine.LogQueryPlan;
import dev.lodur.engine.LogQueryResult;
import dev.lodur.engine.MetricPlan;
import dev.lodur.engine.MetricResult;
import dev.lodur.engine.QueryControl;
import dev.lodur.engine.Steps;
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
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.QueryLimits;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What the query endpoints do: parse, check limits, wait for a place, run, and hand back what writes the answer.
 * Thread-safe; calls block.
 */
public final class QueryService {
    private final Querier querier;
    private final QueryPlaces places;
    private final TenantLimits.Source limits;
    private final Clock clock;
    private final LongSupplier nanoClock;

    QueryService(Querier querier, QueryPlaces places, TenantLimits.Source limits, Clock clock, LongSupplier nanoClock) {
        this.querier = querier;
        this.places = places;
        this.limits = limits;
        this.clock = clock;
        this.nanoClock = nanoClock;
    }

    /** Runs {@code query_range}. */
    Consumer<JsonWriter> range(Tenant tenant, RangeQuery query, EncodingFlags flags) {
        return switch (LogqlParser.parseExecutable(query.query())) {
            case LogExpr log -> {
                Timed<LogQueryResult> timed = logs(tenant, log, query, flags.categorizeLabels());
                yield json -> ResultJson.streams(json, timed, flags);
            }
            case SampleExpr metric -> {
                Timed<MetricResult> timed = metric(tenant, metric, query);
                yield json -> ResultJson.matrix(json, timed);
            }
            case Expr.Variants variants -> throw QueryErrors.variantsDisabled();
        };
    }

    /** Runs {@code /api/prom/query}, which knows log queries only. */
    Consumer<JsonWriter> legacy(Tenant tenant, RangeQuery query) {
        if (!(LogqlParser.parseExecutable(query.query()) instanceof LogExpr log)) {
            throw QueryErrors.legacyMetricQuery("matrix");
        }
        Timed<LogQueryResult> timed = logs(tenant, log, query, false);
        return json -> ResultJson.legacyStreams(json, timed);
    }

    private Timed<LogQueryResult> logs(Tenant tenant, LogExpr log, RangeQuery query, boolean categorizeLabels) {
        QueryLimitChecks checks = checks(tenant);
        checks.checkEntries(query.limit());
        TimeBounds bounds = checks.checkBounds(query.bounds());
        checks.checkSelectorLabels(
                log.matchers().stream().map(matcher -> matcher.name()).toList());
        LogQuery logQuery = new LogQuery(
                LogQueryPlan.compile(log),
                bounds.range(),
                direction(query.direction()),
                query.limit(),
                query.intervalNanos(),
                categorizeLabels);
        return run(tenant, control -> querier.logs(tenant, logQuery, control));
    }

    /** Runs {@code query}. */
    Consumer<JsonWriter> instant(Tenant tenant, InstantQuery query) {
        return switch (LogqlParser.parseExecutable(query.query())) {
            case LogExpr log -> throw QueryErrors.instantLogQuery();
            case SampleExpr metric -> {
                MetricPlan plan = MetricPlan.compile(metric);
                Steps steps = Steps.instant(query.timeNanos());
                Timed<MetricResult> timed = run(tenant, control -> querier.metric(tenant, plan, steps, control));
                yield json -> ResultJson.instant(json, timed, query.timeNanos());
            }
            case Expr.Variants variants -> throw QueryErrors.variantsDisabled();
        };
    }

    /** Instants are multiples of the step, outwards from the range: Loki's splitter makes it so, and dashboards rely on it. */
    private Timed<MetricResult> metric(Tenant tenant, SampleExpr metric, RangeQuery query) {
        MetricPlan plan = MetricPlan.compile(metric);
        TimeBounds bounds = checks(tenant).checkBounds(query.bounds());
        long step = query.stepNanos();
        long start = Math.floorDiv(bounds.startNanos(), step) * step;
        long end = Math.ceilDiv(bounds.endNanos(), step) * step;
        Steps steps = Steps.range(start, end, step);
        return run(tenant, control -> querier.metric(tenant, plan, steps, control));
    }

    /** A query once it has its place. */
    @FunctionalInterface
    private interface Run<T> {
        Querier.Answer<T> with(QueryControl control);
    }

    /** An answer with what it took. */
    record Timed<T>(Querier.Answer<T> answer, long execNanos, long queueNanos) {}

    private <T> Timed<T> run(Tenant tenant, Run<T> run) {
        QueryLimits query = limits.of(tenant).query();
        long askedNanos = nanoClock.getAsLong();
        try (QueryPlaces.Place place = places.take(query.queryTimeout())) {
            long startNanos = nanoClock.getAsLong();
            Querier.Answer<T> answer = run.with(new QueryControl(nanoClock, query.queryTimeout()));
            return new Timed<>(answer, nanoClock.getAsLong() - startNanos, startNanos - askedNanos);
        } catch (LodurException e) {
            throw e.code() == ErrorCode.TIMEOUT ? QueryErrors.timedOut() : e;
        }
    }

    private QueryLimitChecks checks(Tenant tenant) {
        return new QueryLimitChecks(limits.of(tenant).query(), clock);
    }

    private static Direction direction(dev.lodur.lokiapi.read.Direction direction) {
        return switch (direction) {
            case FORWARD -> Direction.FORWARD;
            case BACKWARD -> Direction.BACKWARD;
        };
    }
}
