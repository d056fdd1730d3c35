package dev.lodur.lokiapi.read;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.GoDuration;
import dev.lodur.model.LodurException;
import dev.lodur.model.PrometheusDuration;
import dev.lodur.model.QueryLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** A tenant's query limits, applied to a request that has been understood, in Loki's words. Immutable. */
public final class QueryLimitChecks {
    private final QueryLimits limits;
    private final Clock clock;

    public QueryLimitChecks(QueryLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** For log queries: metric queries may name any limit, since it has no meaning there. */
    public void checkEntries(int limit) {
        int max = limits.maxEntriesLimitPerQuery();
        if (max > 0 && limit > max) {
            throw exceeded("max entries limit per query exceeded, limit > max_entries_limit_per_query (" + limit + " > "
                    + max + ")");
        }
    }

    /**
     * The bounds with a start that is too far back moved up, checked against the longest length. Refuses bounds with
     * nothing left between them.
     */
    public TimeBounds checkBounds(TimeBounds bounds) {
        TimeBounds moved = moveIntoLookback(bounds);
        checkLength(moved.lengthNanos());
        return moved;
    }

    /** The bounds with a start that is too far back moved up; refused where the end lies before the start then. */
    public TimeBounds moveIntoLookback(TimeBounds bounds) {
        long lookback = limits.maxQueryLookback().toNanos();
        TimeBounds moved = bounds;
        if (lookback > 0) {
            long oldest = Times.now(clock) - lookback;
            moved = new TimeBounds(Math.max(bounds.startNanos(), oldest), bounds.endNanos());
        }
        if (moved.endNanos() < moved.startNanos()) {
            throw exceeded("this data is no longer available, it is past now - max_query_lookback ("
                    + PrometheusDuration.format(lookback) + ")");
        }
        return moved;
    }

    private void checkLength(long lengthNanos) {
        long max = limits.maxQueryLength().toNanos();
        if (max > 0 && lengthNanos > max) {
            throw exceeded("the query time range exceeds the limit (query length: " + GoDuration.format(lengthNanos)
                    + ", limit: " + PrometheusDuration.format(max) + ")");
        }
    }

    /** For each {@code [range]} of a metric query. */
    public void checkRangeInterval(Duration range) {
        long max = limits.maxQueryRange().toNanos();
        if (max > 0 && range.toNanos() > max) {
            throw exceeded("[interval] value exceeds limit: [" + PrometheusDuration.format(range.toNanos()) + "] > ["
                    + PrometheusDuration.format(max) + "]");
        }
    }

    /** For both volume endpoints: where volumes are switched off they are as good as not there. */
    public void checkVolumeEnabled() {
        if (!limits.volumeEnabled()) {
            throw new LodurException(
                    ErrorCode.NOT_FOUND, "not found: volumes are switched off, set limits_config.volume_enabled");
        }
    }

    /** For the names of a volume answer, before the largest are taken. */
    public void checkVolumeSeries(int series) {
        int max = limits.volumeMaxSeries();
        if (max > 0 && series > max) {
            throw exceeded("the query hit the max number of series limit (limit: " + max
                    + " series); ask for fewer labels, or raise volume_max_series");
        }
    }

    /** For all selectors of a query together. */
    public void checkSelectors(int selectors) {
        int max = limits.maxStreamsMatchersPerQuery();
        if (max > 0 && selectors > max) {
            throw exceeded("max streams matchers per query exceeded, matchers-count > limit (" + selectors + " > " + max
                    + ")");
        }
    }

    /** For each selector: the names of the labels that it restricts. */
    public void checkSelectorLabels(Collection<String> names) {
        List<String> required = limits.requiredLabels();
        List<String> missing =
                required.stream().filter(name -> !names.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw exceeded("stream selector is missing required matchers [" + String.join(", ", missing)
                    + "], labels present in the query were [" + String.join(", ", names) + "]");
        }
        if (names.size() < limits.minimumLabelsNumber()) {
            throw exceeded("stream selector has less label matchers than required: (present: ["
                    + String.join(", ", names) + "], number_present: " + names.size()
                    + ", required_number_label_matchers: " + limits.minimumLabelsNumber() + ")");
        }
    }

    private static LodurException exceeded(String text) {
        return new LodurException(ErrorCode.LIMIT_EXCEEDED, text);
    }
}
