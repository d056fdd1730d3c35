package dev.lodur.engine;

import dev.lodur.logql.BinaryOperator;
import dev.lodur.logql.LogRange;
import dev.lodur.logql.RangeOperation;
import dev.lodur.logql.SampleExpr;
import dev.lodur.logql.VectorOperation;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;

/** A metric query, compiled. What is not one of these cases is not run by this version. */
public sealed interface MetricPlan {
    /** A number without labels or time. */
    record Scalar(double value) implements MetricPlan {}

    /** {@code vector(1)}: one sample without labels. */
    record ConstantVector(double value) implements MetricPlan {}

    /**
     * {@code count_over_time}: the entries of the window (t - range - offset, t - offset] for each step t.
     *
     * @param summed whether all are counted together ({@code sum} without grouping) or each label set by itself
     */
    record Count(LogQueryPlan log, long rangeNanos, long offsetNanos, boolean summed) implements MetricPlan {}

    /** {@code left / right}, series matched on all their labels. */
    record Binary(BinaryOperator operator, MetricPlan left, MetricPlan right, boolean returnBool)
            implements MetricPlan {}

    /** Compiles a query; what this version does not run is {@link ErrorCode#UNSUPPORTED_QUERY}, which names it. */
    static MetricPlan compile(SampleExpr query) {
        return switch (query) {
            case SampleExpr.Literal(double value) -> new Scalar(value);
            case SampleExpr.Vector(double value) -> new ConstantVector(value);
            case SampleExpr.RangeAggregation aggregation -> count(aggregation, false);
            case SampleExpr.VectorAggregation sum
            when sum.operation() == VectorOperation.SUM
                    && sum.grouping().isSingleton()
                    && sum.inner() instanceof SampleExpr.RangeAggregation inner -> count(inner, true);
            case SampleExpr.VectorAggregation aggregation ->
                throw unsupported("the aggregation '" + aggregation.operation().text() + "' of this form");
            case SampleExpr.BinaryOperation binary -> binary(binary);
            case SampleExpr.LabelReplace replace -> throw unsupported("label_replace");
        };
    }

    private static MetricPlan binary(SampleExpr.BinaryOperation binary) {
        if (binary.operator().isSetOperator()) {
            throw unsupported("the operator '" + binary.operator().text() + "'");
        }
        if (binary.matching() != null) {
            throw unsupported("matching series by '" + binary.matching() + "'");
        }
        return new Binary(binary.operator(), compile(binary.left()), compile(binary.right()), binary.returnBool());
    }

    private static Count count(SampleExpr.RangeAggregation aggregation, boolean summed) {
        LogRange range = aggregation.range();
        if (aggregation.operation() != RangeOperation.COUNT_OVER_TIME) {
            throw unsupported("'" + aggregation.operation().text() + "'");
        }
        return new Count(
                LogQueryPlan.compile(range.log()),
                range.range().toNanos(),
                range.offset().toNanos(),
                summed);
    }

    private static LodurException unsupported(String what) {
        return new LodurException(ErrorCode.UNSUPPORTED_QUERY, "this version does not run " + what + " yet");
    }
}
