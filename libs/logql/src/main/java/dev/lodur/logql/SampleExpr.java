package dev.lodur.logql;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A query that answers numbers: a scalar or a vector of samples at each instant. */
public sealed interface SampleExpr extends Expr {

    /** A number; arithmetic between literals is done when parsing, so it may be NaN or infinite. */
    record Literal(double value) implements SampleExpr {
        @Override
        public String toString() {
            return CanonicalPrinter.print(this);
        }
    }

    /** {@code vector(1)}: one sample without labels. */
    record Vector(double value) implements SampleExpr {
        @Override
        public String toString() {
            return CanonicalPrinter.print(this);
        }
    }

    /**
     * {@code rate({app="web"}[5m])}: one sample for each series of a log range.
     *
     * @param parameter the quantile of {@code quantile_over_time}, empty for the others
     * @param grouping null where the query has none, which is not the same as {@code by ()}
     */
    record RangeAggregation(
            RangeOperation operation,
            OptionalDouble parameter,
            LogRange range,
            @Nullable Grouping grouping) implements SampleExpr {
        @Override
        public String toString() {
            return CanonicalPrinter.print(this);
        }
    }

    /**
     * {@code sum by (app) (...)}: folds the series of a vector.
     *
     * @param parameter the number of series kept by {@code topk}, {@code bottomk} and {@code approx_topk}, greater than
     *     0; empty for the others
     * @param grouping {@link Grouping#NONE} where the query has none
     */
    record VectorAggregation(VectorOperation operation, OptionalLong parameter, SampleExpr inner, Grouping grouping)
            implements SampleExpr {
        @Override
        public String toString() {
            return CanonicalPrinter.print(this);
        }
    }

    /**
     * {@code left / on (app) right}.
     *
     * @param returnBool whether a comparison answers 0 or 1 instead of dropping samples
     * @param matching null where series are matched on all their labels, one to one
     */
    record BinaryOperation(
            BinaryOperator operator,
            SampleExpr left,
            SampleExpr right,
            boolean returnBool,
            @Nullable VectorMatching matching)
            implements SampleExpr {
        @Override
        public String toString() {
            return CanonicalPrinter.print(this);
        }
    }

    /** {@code label_replace(v, "destination", "$1", "source", "(.*)")}; the regexp is anchored and valid. */
    record LabelReplace(SampleExpr inner, String destination, String replacement, String source, String regexp)
            implements SampleExpr {
        @Override
        public String toString() {
            return CanonicalPrinter.print(this);
        }
    }
}
