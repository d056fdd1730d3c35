package dev.lodur.querier;

import dev.lodur.engine.LogQueryResult;
import dev.lodur.engine.MetricResult;
import dev.lodur.engine.QueryStatistics;
import dev.lodur.lokiapi.read.HttpErrors;
import dev.lodur.lokiapi.read.InstantQuery;
import dev.lodur.lokiapi.read.RangeQuery;
import dev.lodur.querier.QueryRunner.Timed;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Watches queries run, and tells how each of them ended. Thread-safe. */
final class QueryWatch {
    private static final QueryStatistics.Snapshot NOTHING = new QueryStatistics().snapshot();

    private final LongSupplier nanoClock;
    private final List<Consumer<QueryReport>> observers;

    QueryWatch(LongSupplier nanoClock, List<Consumer<QueryReport>> observers) {
        this.nanoClock = nanoClock;
        this.observers = List.copyOf(observers);
    }

    /** What is known of a query before it runs. */
    private record Asked(
            Asker asker, String query, String type, String rangeType, Duration length, Duration step, int limit) {}

    Timed<LogQueryResult> logs(Asker asker, RangeQuery query, boolean filtered, Supplier<Timed<LogQueryResult>> run) {
        Asked asked = asked(asker, query, filtered ? "filter" : "limited", query.limit());
        return watch(asked, run, LogQueryResult::statistics);
    }

    Timed<MetricResult> metric(Asker asker, RangeQuery query, Supplier<Timed<MetricResult>> run) {
        return watch(asked(asker, query, "metric", 0), run, MetricResult::statistics);
    }

    Timed<MetricResult> instant(Asker asker, InstantQuery query, Supplier<Timed<MetricResult>> run) {
        Asked asked = new Asked(asker, query.query(), "metric", "instant", Duration.ZERO, Duration.ZERO, 0);
        return watch(asked, run, MetricResult::statistics);
    }

    private static Asked asked(Asker asker, RangeQuery query, String type, int limit) {
        Duration length = Duration.ofNanos(query.bounds().lengthNanos());
        return new Asked(asker, query.query(), type, "range", length, Duration.ofNanos(query.stepNanos()), limit);
    }

    private <T> Timed<T> watch(Asked asked, Supplier<Timed<T>> run, Function<T, QueryStatistics.Snapshot> statistics) {
        long startNanos = nanoClock.getAsLong();
        try {
            Timed<T> timed = run.get();
            tell(
                    asked,
                    200,
                    timed.execNanos(),
                    timed.queueNanos(),
                    statistics.apply(timed.answer().result()));
            return timed;
        } catch (RuntimeException e) {
            tell(asked, HttpErrors.of(e).status(), nanoClock.getAsLong() - startNanos, 0, NOTHING);
            throw e;
        }
    }

    private void tell(Asked asked, int status, long execNanos, long queueNanos, QueryStatistics.Snapshot counts) {
        QueryReport report = new QueryReport(
                asked.asker(),
                asked.query(),
                asked.type(),
                asked.rangeType(),
                asked.length(),
                asked.step(),
                asked.limit(),
                status,
                Duration.ofNanos(execNanos),
                Duration.ofNanos(queueNanos),
                counts.entriesReturned(),
                counts.linesProcessed(),
                counts.bytesProcessed());
        observers.forEach(observer -> observer.accept(report));
    }
}
