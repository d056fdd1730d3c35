package dev.lodur.querier;

import dev.lodur.engine.Direction;
import dev.lodur.engine.LogQuery;
import dev.lodur.engine.LogQueryPlan;
import dev.lodur.engine.SelectedRow;
import dev.lodur.engine.TailRequest;
import dev.lodur.logql.LogExpr;
import dev.lodur.logql.LogqlParser;
import dev.lodur.lokiapi.read.QueryErrors;
import dev.lodur.lokiapi.read.QueryLimitChecks;
import dev.lodur.lokiapi.read.TailQuery;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.QueryLimits;
import dev.lodur.model.TimeRange;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Takes tails in: parses, checks the tenant's limits, and ends all when the process stops. Thread-safe. */
public final class TailService implements AutoCloseable {
    private final Querier querier;
    private final QueryRunner runner;
    private final IngesterDirectory directory;
    private final TailEnvironment environment;
    private final TailPlaces places;
    private final Set<Tail> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    TailService(
            Querier querier,
            QueryRunner runner,
            IngesterDirectory directory,
            TailEnvironment environment,
            TailPlaces places) {
        this.querier = querier;
        this.runner = runner;
        this.directory = directory;
        this.environment = environment;
        this.places = places;
    }

    /**
     * Checks a request for a tail without taking it in.
     *
     * @return the query, which is one for lines
     */
    LogExpr check(Asker asker, TailQuery query) {
        if (!(LogqlParser.parseExecutable(query.query()) instanceof LogExpr log)) {
            throw QueryErrors.tailOfMetrics();
        }
        QueryLimitChecks checks = new QueryLimitChecks(limits(asker), environment.clock());
        checks.checkEntries(query.limit());
        QueryLimitRules.check(checks, log);
        return log;
    }

    /** Prepares a tail, which counts from now on until it is ended. */
    Tail open(Asker asker, TailQuery query, TailFormat format) {
        LogQueryPlan plan = LogQueryPlan.compile(check(asker, query));
        QueryLimits limits = limits(asker);
        long startNanos = new QueryLimitChecks(limits, environment.clock())
                .checkBounds(query.bounds())
                .startNanos();
        TailLoop.Settings settings =
                new TailLoop.Settings(startNanos, query.limit(), environment.durationMax(), format);
        TailPlaces.Place place = places.take(asker.tenant(), limits.maxConcurrentTailRequests());
        return register(loop(asker, plan, settings, query.delay()), place);
    }

    private QueryLimits limits(Asker asker) {
        return environment.limits().of(asker.tenant()).query();
    }

    private TailLoop loop(Asker asker, LogQueryPlan plan, TailLoop.Settings settings, Duration delay) {
        LongConsumer onDropped = environment.metrics()::dropped;
        TailBuffer buffer = new TailBuffer(environment.bufferBytesMax(), delay, environment.nanoClock(), onDropped);
        TailFollower follower = new TailFollower(
                directory,
                new TailRequest(asker.tenant(), plan.pushdown()),
                plan,
                () -> querier.deletions(asker.tenant()),
                buffer,
                environment.executor(),
                environment::wallNanos);
        TailHistory history = (fromNanos, limit) -> newest(asker, plan, fromNanos, limit);
        return new TailLoop(settings, follower, history, buffer, environment.nanoClock());
    }

    private List<SelectedRow> newest(Asker asker, LogQueryPlan plan, long fromNanos, int limit) {
        // Lines may be a little ahead of this clock.
        long graceNanos = environment
                        .limits()
                        .of(asker.tenant())
                        .ingest()
                        .creationGracePeriod()
                        .toNanos()
                + TimeUnit.SECONDS.toNanos(1);
        TimeRange range = new TimeRange(fromNanos, Math.max(fromNanos, environment.wallNanos() + graceNanos));
        LogQuery query = new LogQuery(plan, range, Direction.BACKWARD, limit, 0, false);
        return runner.run(asker, control -> querier.rows(asker.tenant(), query, control))
                .answer()
                .result();
    }

    private Tail register(TailLoop loop, TailPlaces.Place place) {
        Tail tail = new Tail(loop, ended -> {
            open.remove(ended);
            place.close();
        });
        open.add(tail);
        if (closed) {
            tail.end(TailEnd.STOPPING);
            throw new LodurException(ErrorCode.UNAVAILABLE, TailEnd.STOPPING.text());
        }
        return tail;
    }

    int openCount() {
        return open.size();
    }

    /** Ends all tails; their clients are told to go to another querier. */
    @Override
    public void close() {
        closed = true;
        open.forEach(tail -> tail.end(TailEnd.STOPPING));
    }
}
