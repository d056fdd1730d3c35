package dev.lodur.querier;

import dev.lodur.logql.LabelMatcher;
import dev.lodur.logql.LogExpr;
import dev.lodur.logql.LogRange;
import dev.lodur.logql.SampleExpr;
import dev.lodur.lokiapi.read.QueryLimitChecks;
import java.util.ArrayList;
import java.util.List;

/** Applies a tenant's limits to the selectors and ranges within a query. */
final class QueryLimitRules {
    private QueryLimitRules() {}

    static void check(QueryLimitChecks checks, LogExpr log) {
        checks.checkSelectors(1);
        checkSelector(checks, log);
    }

    static void check(QueryLimitChecks checks, SampleExpr metric) {
        List<LogRange> ranges = new ArrayList<>();
        collect(metric, ranges);
        checks.checkSelectors(ranges.size());
        for (LogRange range : ranges) {
            checks.checkRangeInterval(range.range());
            checkSelector(checks, range.log());
        }
    }

    private static void checkSelector(QueryLimitChecks checks, LogExpr log) {
        checks.checkSelectorLabels(
                log.matchers().stream().map(LabelMatcher::name).toList());
    }

    private static void collect(SampleExpr metric, List<LogRange> into) {
        switch (metric) {
            case SampleExpr.Literal literal -> {}
            case SampleExpr.Vector vector -> {}
            case SampleExpr.RangeAggregation aggregation -> into.add(aggregation.range());
            case SampleExpr.VectorAggregation aggregation -> collect(aggregation.inner(), into);
            case SampleExpr.BinaryOperation binary -> {
                collect(binary.left(), into);
                collect(binary.right(), into);
            }
            case SampleExpr.LabelReplace replace -> collect(replace.inner(), into);
        }
    }
}
