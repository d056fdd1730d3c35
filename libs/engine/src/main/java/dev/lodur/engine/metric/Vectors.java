package dev.lodur.engine.metric;

import dev.lodur.logql.BinaryOperator;
import dev.lodur.logql.Grouping;
import dev.lodur.logql.SampleExpr;
import dev.lodur.logql.VectorMatching;
import dev.lodur.logql.VectorOperation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What metric queries make of whole vectors. Pure functions. */
public final class Vectors {
    private Vectors() {}

    /** {@code sum by (app) (...)}, {@code topk(3, ...)}; sorting is the business of whoever writes the answer. */
    public static List<Series> aggregate(
            VectorOperation operation, long parameter, Grouping grouping, List<Series> series) {
        return switch (operation) {
            case SUM, AVG, COUNT, MAX, MIN, STDDEV, STDVAR -> VectorFold.apply(operation, grouping, series);
            case TOPK, APPROX_TOPK -> VectorTop.apply(true, parameter, grouping, series);
            case BOTTOMK -> VectorTop.apply(false, parameter, grouping, series);
            case SORT, SORT_DESC -> series;
        };
    }

    /** An operator between two vectors. */
    public static List<Series> combine(
            BinaryOperator operator,
            List<Series> left,
            List<Series> right,
            boolean returnBool,
            @Nullable VectorMatching matching) {
        VectorMatch match = new VectorMatch(operator, returnBool, matching);
        return operator.isSetOperator() ? match.sets(left, right) : match.combine(left, right);
    }

    /**
     * An operator between a vector and a number, which has a sample at every step.
     *
     * @param numberIsLeft on which side of the operator the number stands
     * @param filters whether a comparison leaves samples out
     */
    public static List<Series> combineWithNumber(
            BinaryOperator operator, List<Series> vector, Series number, boolean numberIsLeft, boolean filters) {
        List<Series> results = new ArrayList<>();
        for (Series own : vector) {
            Series left = numberIsLeft ? number : own;
            Series right = numberIsLeft ? own : number;
            BitSet steps = (BitSet) own.present().clone();
            Series result = Arithmetic.combine(operator, left, right, steps, filters, own.values());
            if (!result.present().isEmpty()) {
                results.add(result.named(own.labels()));
            }
        }
        return results;
    }

    /** {@code label_replace(...)}. */
    public static List<Series> replaceLabels(SampleExpr.LabelReplace replace, List<Series> series) {
        LabelReplacement replacement =
                new LabelReplacement(replace.destination(), replace.replacement(), replace.source(), replace.regexp());
        return series.stream()
                .map(one -> one.named(replacement.apply(one.labels())))
                .toList();
    }
}
