package dev.lodur.engine.metric;

import dev.lodur.logql.RangeOperation;

/** Makes the fold of each range aggregation. */
public final class Folds {
    private static final double NANOS_PER_SECOND = 1e9;

    private Folds() {}

    /**
     * An empty fold.
     *
     * @param unwrapped whether samples are values of a label, rather than lines
     * @param parameter the quantile, where the operation has one
     */
    public static Fold of(RangeOperation operation, boolean unwrapped, double parameter, Windows windows) {
        int panes = windows.panes();
        double seconds = windows.rangeNanos() / NANOS_PER_SECOND;
        return switch (operation) {
            case COUNT_OVER_TIME, ABSENT_OVER_TIME -> new CountFold(panes, false, 1);
            case RATE -> unwrapped ? CombiningFold.sum(panes, seconds) : new CountFold(panes, false, seconds);
            case BYTES_OVER_TIME -> new CountFold(panes, true, 1);
            case BYTES_RATE -> new CountFold(panes, true, seconds);
            case RATE_COUNTER -> new CounterRateFold(seconds);
            case SUM_OVER_TIME -> CombiningFold.sum(panes, 1);
            case AVG_OVER_TIME -> MomentsFold.mean(panes);
            case MAX_OVER_TIME -> CombiningFold.max(panes);
            case MIN_OVER_TIME -> CombiningFold.min(panes);
            case STDDEV_OVER_TIME -> MomentsFold.deviation(panes);
            case STDVAR_OVER_TIME -> MomentsFold.variance(panes);
            case QUANTILE_OVER_TIME -> new QuantileFold(parameter);
            case FIRST_OVER_TIME -> new EdgeFold(panes, false);
            case LAST_OVER_TIME -> new EdgeFold(panes, true);
        };
    }
}
