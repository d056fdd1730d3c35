package dev.lodur.engine;

import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;

/**
 * A log query with its parameters.
 *
 * @param range which times, as in Loki from start up to, but not including, end
 * @param limit entries over all streams, at least 1
 * @param intervalNanos an entry is returned only where it lies at least so far from the one returned before it, over all
 *     streams; 0 for all entries
 * @param categorizeLabels whether streams are told apart by their own labels only and entries carry the others
 */
public record LogQuery(
        LogQueryPlan plan,
        TimeRange range,
        Direction direction,
        int limit,
        long intervalNanos,
        boolean categorizeLabels) {
    public LogQuery {
        if (limit < 1 || intervalNanos < 0) {
            throw new IllegalArgumentException("limit " + limit + ", interval " + intervalNanos);
        }
    }

    /** What ingesters are asked for: they stop at the limit only where nothing is dropped behind them. */
    public SelectRequest selectRequest(Tenant tenant) {
        boolean limited = plan.isFullyPushed() && intervalNanos == 0;
        return new SelectRequest(tenant, plan.pushdown(), range, direction, limited ? limit : 0, Projection.LINES);
    }
}
