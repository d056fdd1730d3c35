package dev.lodur.engine;

import dev.lodur.engine.row.ParserHints;
import dev.lodur.logql.BinaryOperator;
import dev.lodur.logql.Grouping;
import dev.lodur.logql.LabelMatcher;
import dev.lodur.logql.LogRange;
import dev.lodur.logql.MatchType;
import dev.lodur.logql.RangeOperation;
import dev.lodur.logql.SampleExpr;
import dev.lodur.logql.Stage;
import dev.lodur.logql.Unwrap;
import dev.lodur.logql.VectorOperation;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compiles metric queries to what Loki's query frontend makes of them before they run, because that is what dashboards
 * show (docs/decisions/0011):
 *
 * <ul>
 *   <li>{@code avg_over_time} that is grouped, or whose pipeline takes labels away, is the sum of the values through the
 *       count of all lines of the pipeline, those without a value too;
 *   <li>{@code max}, {@code min} and {@code avg} at one instant straight around a window that is longer than the split are
 *       aggregated window by window first, and what the windows have is added up.
 * </ul>
 */
final class MetricCompiler {
    private static final double NANOS_PER_SECOND = 1e9;

    private final long splitNanos;

    MetricCompiler(long splitNanos) {
        this.splitNanos = splitNanos;
    }

    MetricPlan compile(SampleExpr query) {
        return switch (query) {
            case SampleExpr.Literal(double value) -> new MetricPlan.Scalar(value);
            case SampleExpr.Vector(double value) -> new MetricPlan.ConstantVector(value);
            case SampleExpr.RangeAggregation aggregation -> aggregation(aggregation);
            case SampleExpr.VectorAggregation aggregation -> aggregation(aggregation);
            case SampleExpr.BinaryOperation binary ->
                new MetricPlan.Binary(
                        binary.operator(),
                        compile(binary.left()),
                        compile(binary.right()),
                        binary.returnBool(),
                        binary.matching());
            case SampleExpr.LabelReplace replace -> new MetricPlan.Relabel(replace, compile(replace.inner()));
        };
    }

    private MetricPlan aggregation(SampleExpr.VectorAggregation aggregation) {
        if (aggregation.operation() == VectorOperation.APPROX_TOPK) {
            throw new LodurException(
                    ErrorCode.UNSUPPORTED_QUERY, "approx_topk is not enabled; topk answers the same, exactly");
        }
        return new MetricPlan.Aggregation(
                aggregation.operation(),
                aggregation.parameter().orElse(0),
                aggregation.grouping(),
                inside(aggregation));
    }

    private MetricPlan inside(SampleExpr.VectorAggregation outer) {
        if (!(outer.inner() instanceof SampleExpr.RangeAggregation inner)) {
            return compile(outer.inner());
        }
        if (outer.operation() == VectorOperation.SUM && inner.grouping() == null && isAdditive(inner.operation())) {
            return range(inner, inner.operation(), inner.range(), outer.grouping());
        }
        return isSplit(outer.operation(), inner) ? pieces(outer, inner) : compile(inner);
    }

    /** Operations that may be added up over groups as well as over series. */
    private static boolean isAdditive(RangeOperation operation) {
        return switch (operation) {
            case COUNT_OVER_TIME, RATE, BYTES_OVER_TIME, BYTES_RATE, SUM_OVER_TIME -> true;
            case ABSENT_OVER_TIME,
                    RATE_COUNTER,
                    AVG_OVER_TIME,
                    MAX_OVER_TIME,
                    MIN_OVER_TIME,
                    STDDEV_OVER_TIME,
                    STDVAR_OVER_TIME,
                    QUANTILE_OVER_TIME,
                    FIRST_OVER_TIME,
                    LAST_OVER_TIME -> false;
        };
    }

    private boolean isSplit(VectorOperation outer, SampleExpr.RangeAggregation inner) {
        RangeOperation operation = inner.operation();
        boolean pushed = outer == VectorOperation.MAX || outer == VectorOperation.MIN || outer == VectorOperation.AVG;
        boolean split = isAdditive(operation)
                || operation == RangeOperation.MAX_OVER_TIME
                || operation == RangeOperation.MIN_OVER_TIME;
        return splitNanos > 0
                && pushed
                && split
                && inner.grouping() == null
                && inner.range().range().toNanos() > splitNanos;
    }

    private MetricPlan pieces(SampleExpr.VectorAggregation outer, SampleExpr.RangeAggregation inner) {
        LogRange range = inner.range();
        long whole = range.range().toNanos();
        List<MetricPlan> parts = new ArrayList<>();
        for (long done = 0; done < whole; done += splitNanos) {
            LogRange part = new LogRange(
                    range.log(),
                    range.unwrap(),
                    Duration.ofNanos(Math.min(splitNanos, whole - done)),
                    range.offset().plusNanos(done));
            MetricPlan piece = range(inner, ofPiece(inner), part, inner.grouping());
            parts.add(new MetricPlan.Aggregation(outer.operation(), 0, outer.grouping(), piece));
        }
        boolean isRate = inner.operation() == RangeOperation.RATE || inner.operation() == RangeOperation.BYTES_RATE;
        return new MetricPlan.Pieces(merge(inner.operation()), isRate ? whole / NANOS_PER_SECOND : 1, parts);
    }

    /** What is asked of a part of the window: amounts in place of rates. */
    private static RangeOperation ofPiece(SampleExpr.RangeAggregation inner) {
        return switch (inner.operation()) {
            case RATE -> inner.range().unwrap() == null ? RangeOperation.COUNT_OVER_TIME : RangeOperation.SUM_OVER_TIME;
            case BYTES_RATE -> RangeOperation.BYTES_OVER_TIME;
            case COUNT_OVER_TIME,
                    BYTES_OVER_TIME,
                    ABSENT_OVER_TIME,
                    RATE_COUNTER,
                    SUM_OVER_TIME,
                    AVG_OVER_TIME,
                    MAX_OVER_TIME,
                    MIN_OVER_TIME,
                    STDDEV_OVER_TIME,
                    STDVAR_OVER_TIME,
                    QUANTILE_OVER_TIME,
                    FIRST_OVER_TIME,
                    LAST_OVER_TIME -> inner.operation();
        };
    }

    private static VectorOperation merge(RangeOperation operation) {
        return switch (operation) {
            case MAX_OVER_TIME -> VectorOperation.MAX;
            case MIN_OVER_TIME -> VectorOperation.MIN;
            case COUNT_OVER_TIME,
                    RATE,
                    BYTES_OVER_TIME,
                    BYTES_RATE,
                    ABSENT_OVER_TIME,
                    RATE_COUNTER,
                    SUM_OVER_TIME,
                    AVG_OVER_TIME,
                    STDDEV_OVER_TIME,
                    STDVAR_OVER_TIME,
                    QUANTILE_OVER_TIME,
                    FIRST_OVER_TIME,
                    LAST_OVER_TIME -> VectorOperation.SUM;
        };
    }

    private MetricPlan aggregation(SampleExpr.RangeAggregation aggregation) {
        LogRange range = aggregation.range();
        Grouping grouping = aggregation.grouping();
        if (aggregation.operation() == RangeOperation.ABSENT_OVER_TIME) {
            return new MetricPlan.Absent(
                    range(aggregation, aggregation.operation(), range, Grouping.NONE),
                    labelsOf(range.log().matchers()));
        }
        if (aggregation.operation() == RangeOperation.AVG_OVER_TIME && losesLabels(range, grouping)) {
            return average(aggregation);
        }
        return range(aggregation, aggregation.operation(), range, grouping);
    }

    private static boolean losesLabels(LogRange range, @Nullable Grouping grouping) {
        return (grouping != null && !(grouping.without() && grouping.labels().isEmpty()))
                || range.log().stages().stream().anyMatch(MetricCompiler::losesLabels);
    }

    private static boolean losesLabels(Stage stage) {
        return stage instanceof Stage.Drop
                || stage instanceof Stage.Keep
                || (stage instanceof Stage.LabelFormat format
                        && format.targets().stream().anyMatch(target -> target instanceof Stage.Rename));
    }

    private MetricPlan average(SampleExpr.RangeAggregation aggregation) {
        LogRange range = aggregation.range();
        Unwrap unwrap = range.unwrap();
        Grouping grouping = aggregation.grouping() == null ? new Grouping(true, List.of()) : aggregation.grouping();
        Grouping ofCount = unwrap != null && grouping.without() ? without(grouping, unwrap.label()) : grouping;
        LogRange lines = new LogRange(range.log(), null, range.range(), range.offset());
        return new MetricPlan.Binary(
                BinaryOperator.DIVIDE,
                range(aggregation, RangeOperation.SUM_OVER_TIME, range, grouping),
                range(aggregation, RangeOperation.COUNT_OVER_TIME, lines, ofCount),
                false,
                null);
    }

    private static MetricPlan.Range range(
            SampleExpr.RangeAggregation aggregation,
            RangeOperation operation,
            LogRange range,
            @Nullable Grouping grouping) {
        Unwrap unwrap = range.unwrap();
        Grouping told = grouping;
        if (unwrap != null && (told == null || told.without())) {
            told = without(told, unwrap.label());
        }
        ParserHints hints = WantedLabels.of(range.log().stages(), unwrap, told);
        return new MetricPlan.Range(
                LogQueryPlan.compile(range.log(), hints),
                operation,
                aggregation.parameter().orElse(0),
                range.range().toNanos(),
                range.offset().toNanos(),
                unwrap,
                told);
    }

    private static Grouping without(@Nullable Grouping grouping, String label) {
        Set<String> labels = new HashSet<>(grouping == null ? List.of() : grouping.labels());
        labels.add(label);
        return new Grouping(true, List.copyOf(labels));
    }

    /** The labels that a selector says for certain. */
    private static Labels labelsOf(List<LabelMatcher> matchers) {
        Map<String, String> labels = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        for (LabelMatcher matcher : matchers) {
            if (matcher.type() == MatchType.EQUAL && seen.add(matcher.name())) {
                labels.put(matcher.name(), matcher.value());
            } else {
                labels.remove(matcher.name());
            }
        }
        return Labels.of(labels);
    }
}
