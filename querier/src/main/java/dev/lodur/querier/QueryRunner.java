package dev.lodur.querier;

import dev.lodur.engine.QueryControl;
import dev.lodur.lokiapi.read.QueryErrors;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.QueryLimits;
import dev.lodur.model.TenantLimits;
import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Runs what was asked in a place of its own, until it is done, its time is over or the client has gone away. Thread-safe.
 */
final class QueryRunner {
    private final QueryPlaces places;
    private final TenantLimits.Source limits;
    private final LongSupplier nanoClock;
    private final LongConsumer queuedNanos;

    /**
     * @param queuedNanos told how long each query waited for its place
     */
    QueryRunner(QueryPlaces places, TenantLimits.Source limits, LongSupplier nanoClock, LongConsumer queuedNanos) {
        this.places = places;
        this.limits = limits;
        this.nanoClock = nanoClock;
        this.queuedNanos = queuedNanos;
    }

    /** A query once it has its place. */
    @FunctionalInterface
    interface Run<T> {
        Querier.Answer<T> with(QueryControl control);
    }

    /** An answer with what it took. */
    record Timed<T>(Querier.Answer<T> answer, long execNanos, long queueNanos) {}

    /** Runs one query; its timeout counts waiting and running each. */
    <T> Timed<T> run(Asker asker, Run<T> run) {
        QueryLimits own = asker.limits(limits);
        Duration timeout = own.queryTimeout();
        long askedNanos = nanoClock.getAsLong();
        try (QueryPlaces.Place place = places.take(asker.tenants().getFirst(), timeout)) {
            long startNanos = nanoClock.getAsLong();
            queuedNanos.accept(startNanos - askedNanos);
            QueryControl control = new QueryControl(
                    nanoClock, timeout, own.maxQueryBytesRead(), asker.pruned() && own.filterPruning());
            asker.whenGone().accept(control::cancel);
            Querier.Answer<T> answer = run.with(control);
            return new Timed<>(answer, nanoClock.getAsLong() - startNanos, startNanos - askedNanos);
        } catch (LodurException e) {
            throw e.code() == ErrorCode.TIMEOUT ? QueryErrors.timedOut() : e;
        }
    }
}
