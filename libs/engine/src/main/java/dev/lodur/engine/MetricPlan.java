package dev.lodur.engine;

import dev.lodur.logql.BinaryOperator;
import dev.lodur.logql.Grouping;
import dev.lodur.logql.LogRange;
import dev.lodur.logql.RangeOperation;
import dev.lodur.logql.SampleExpr;
import dev.lodur.logql.VectorOperation;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import org.jspecify.annotations.Nullable;

/** A metric query, compiled. What is not one of these cases is not run by this version. */
public sealed interface MetricPlan {
    /** A number without labels or time. */
    record Scalar(double value) implements MetricPlan {}

    /** {@code vector(1)}: one sample without labels. */
    record ConstantVector(double value) implements MetricPlan {}

    /**
     * {@code count_over_time}: the entries of the window (t - range - offset, t - offset] for each step t.
     *
     * @param grouping what {@code sum} around it adds up, or null where each label set is a series
     */
    record Count(
            LogQueryPlan log,
            long rangeNanos,
            long offsetNanos,
            @Nullable Grouping grouping) implements MetricPlan {
        /** Whether all entries are counted together. */
        boolean isTotal() {
            return grouping != null && grouping.isSingleton();
        }
    }

    /** {@code left / right}, series matched on all their labels. */
    record Binary(BinaryOperator operator, MetricPlan left, MetricPlan right, boolean returnBool)
            implements MetricPlan {}

    /** Compiles a query; what this version does not run is {@link ErrorCode#UNSUPPORTED_QUERY}, which names it. */
    static MetricPlan compile(SampleExpr query) {
        return switch (query) {
            case SampleExpr.Literal(double value) -> new Scalar(value);
            case SampleExpr.Vector(double value) -> new ConstantVector(value);
            case SampleExpr.RangeAggregation aggregation -> count(aggregation, null);
            case SampleExpr.VectorAggregation sum
            when sum.operation() == VectorOperation.SUM && sum.inner() instanceof SampleExpr.RangeAggregation inner ->
                count(inner, sum.grouping());
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

    private static Count count(SampleExpr.RangeAggregation aggregation, @Nullable Grouping grouping) {
        LogRange range = aggregation.range();
        if (aggregation.operation() != RangeOperation.COUNT_OVER_TIME) {
            throw unsupported("'" + aggregation.operation().text() + "'");
        }
        return new Count(
                LogQueryPlan.compile(range.log()),
                range.range().toNanos(),
                range.offset().toNanos(),
                grouping);
    }

    private static LodurException unsupported(String what) {
        return new LodurException(ErrorCode.UNSUPPORTED_QUERY, "this version does not run " + what + " yet");
    }
}
