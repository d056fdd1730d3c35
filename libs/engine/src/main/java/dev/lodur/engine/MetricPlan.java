package dev.lodur.engine;

import dev.lodur.engine.metric.LabelChoice;
import dev.lodur.logql.BinaryOperator;
import dev.lodur.logql.Grouping;
import dev.lodur.logql.RangeOperation;
import dev.lodur.logql.SampleExpr;
import dev.lodur.logql.Unwrap;
import dev.lodur.logql.VectorMatching;
import dev.lodur.logql.VectorOperation;
import dev.lodur.model.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A metric query, compiled. */
public sealed interface MetricPlan {
    /** A number without labels or time. */
    record Scalar(double value) implements MetricPlan {}

    /** {@code vector(1)}: one sample without labels. */
    record ConstantVector(double value) implements MetricPlan {}

    /**
     * {@code rate(...)} and its kin: what the samples of the window (t - range - offset, t - offset] yield for each step t.
     *
     * @param parameter the quantile of {@code quantile_over_time}
     * @param unwrap the label that samples are read from, or null where they are lines
     * @param grouping which labels tell series apart, or null where each label set is a series; of a plain {@code sum}
     *     around it the labels of that
     */
    record Range(
            LogQueryPlan log,
            RangeOperation operation,
            double parameter,
            long rangeNanos,
            long offsetNanos,
            @Nullable Unwrap unwrap,
            @Nullable Grouping grouping)
            implements MetricPlan {
        /** Whether all samples fall into one series. */
        boolean isTotal() {
            return grouping != null && grouping.isSingleton();
        }

        /** Whether samples are lines or their bytes, whatever is in them. */
        boolean countsLines() {
            return unwrap == null;
        }

        /** Whether samples are lines that count with their bytes. */
        boolean countsBytes() {
            return operation == RangeOperation.BYTES_OVER_TIME || operation == RangeOperation.BYTES_RATE;
        }

        /** The labels of the series that rows with these labels belong to. */
        Labels group(Labels labels) {
            return grouping == null ? labels : LabelChoice.group(labels, grouping);
        }
    }

    /** {@code absent_over_time(...)}: 1 wherever {@code samples} has nothing. */
    record Absent(Range samples, Labels labels) implements MetricPlan {}

    /** {@code sum by (app) (...)}, {@code topk(3, ...)}. */
    record Aggregation(VectorOperation operation, long parameter, Grouping grouping, MetricPlan inner)
            implements MetricPlan {}

    /** {@code left / right}. */
    record Binary(
            BinaryOperator operator,
            MetricPlan left,
            MetricPlan right,
            boolean returnBool,
            @Nullable VectorMatching matching)
            implements MetricPlan {}

    /**
     * Series put together from those of shorter windows: where labels are the same values are added up, or the greatest or
     * smallest is taken, and divided.
     */
    record Pieces(VectorOperation merge, double divisor, List<MetricPlan> parts) implements MetricPlan {
        public Pieces {
            parts = List.copyOf(parts);
        }
    }

    /** {@code label_replace(...)}. */
    record Relabel(SampleExpr.LabelReplace replace, MetricPlan inner) implements MetricPlan {}

    /** Compiles a query that is evaluated at several instants. */
    static MetricPlan compile(SampleExpr query) {
        return new MetricCompiler(0).compile(query);
    }

    /**
     * Compiles a query that is evaluated at one instant.
     *
     * @param splitNanos into windows of which length aggregations are split, see {@link MetricCompiler}; 0 for none
     */
    static MetricPlan compileInstant(SampleExpr query, long splitNanos) {
        return new MetricCompiler(splitNanos).compile(query);
    }
}
