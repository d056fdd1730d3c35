package dev.lodur.model;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a tenant may ask. The names and defaults are those of Loki's {@code limits_config}; 0 means no limit.
 *
 * @param maxQueryLength the longest time between start and end
 * @param maxQueryLookback how far back a query may reach; older starts are moved up
 * @param maxQueryRange the longest {@code [range]}
 * @param maxQuerySeries series that a metric query may return
 * @param maxEntriesLimitPerQuery the largest {@code limit}
 * @param queryTimeout how long a query may run
 * @param maxStreamsMatchersPerQuery selectors in one query
 * @param maxQueryBytesRead bytes that a query may read
 * @param splitQueriesByInterval metric queries longer than this are aligned to their step, as Loki's splitter does
 * @param volumeEnabled whether volumes may be asked for
 * @param volumeMaxSeries series of a volume answer
 * @param requiredLabels labels that a selector must name
 * @param minimumLabelsNumber how many labels a selector must name
 * @param allowEmptySelector whether what is no metric query may select everything; Lodur's own
 * @param maxConcurrentTailRequests tails at the same time; here 0 allows none
 * @param filterPruning whether the filters of segments may leave out blocks; Lodur's own
 */
public record QueryLimits(
        Duration maxQueryLength,
        Duration maxQueryLookback,
        Duration maxQueryRange,
        int maxQuerySeries,
        int maxEntriesLimitPerQuery,
        Duration queryTimeout,
        int maxStreamsMatchersPerQuery,
        long maxQueryBytesRead,
        Duration splitQueriesByInterval,
        boolean volumeEnabled,
        int volumeMaxSeries,
        List<String> requiredLabels,
        int minimumLabelsNumber,
        boolean allowEmptySelector,
        int maxConcurrentTailRequests,
        boolean filterPruning) {

    /** Loki 3.7's defaults. */
    public static final QueryLimits DEFAULTS = new QueryLimits(
            Duration.ofHours(721),
            Duration.ZERO,
            Duration.ZERO,
            500,
            5000,
            Duration.ofMinutes(1),
            1000,
            0,
            Duration.ofHours(1),
            true,
            1000,
            List.of(),
            0,
            false,
            10,
            true);

    public QueryLimits {
        requiredLabels = List.copyOf(requiredLabels);
    }

    /** Whether a selector may select everything: only where there is a bound on the time that is read. */
    public boolean mayEmptySelector() {
        return allowEmptySelector && !maxQueryLength.isZero();
    }

    /** What both these and other limits allow: for a query that reads several tenants. */
    public QueryLimits strictest(QueryLimits other) {
        return new QueryLimits(
                shorter(maxQueryLength, other.maxQueryLength),
                shorter(maxQueryLookback, other.maxQueryLookback),
                shorter(maxQueryRange, other.maxQueryRange),
                (int) smaller(maxQuerySeries, other.maxQuerySeries),
                (int) smaller(maxEntriesLimitPerQuery, other.maxEntriesLimitPerQuery),
                shorter(queryTimeout, other.queryTimeout),
                (int) smaller(maxStreamsMatchersPerQuery, other.maxStreamsMatchersPerQuery),
                smaller(maxQueryBytesRead, other.maxQueryBytesRead),
                shorter(splitQueriesByInterval, other.splitQueriesByInterval),
                volumeEnabled && other.volumeEnabled,
                (int) smaller(volumeMaxSeries, other.volumeMaxSeries),
                Stream.concat(requiredLabels.stream(), other.requiredLabels.stream())
                        .distinct()
                        .toList(),
                Math.max(minimumLabelsNumber, other.minimumLabelsNumber),
                allowEmptySelector && other.allowEmptySelector,
                Math.min(maxConcurrentTailRequests, other.maxConcurrentTailRequests),
                filterPruning && other.filterPruning);
    }

    /** The smaller one of two limits, of which 0 is none. */
    private static long smaller(long one, long other) {
        return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
    }

    private static Duration shorter(Duration one, Duration other) {
        return Duration.ofNanos(smaller(one.toNanos(), other.toNanos()));
    }
}
