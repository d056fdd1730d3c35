package dev.lodur.engine;

import dev.lodur.logql.LabelFilter.Comparison;

/** The comparisons of label filters between whole numbers. */
final class LongComparison {
    private LongComparison() {}

    static boolean holds(Comparison comparison, long left, long right) {
        return switch (comparison) {
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case GREATER -> left > right;
            case GREATER_OR_EQUAL -> left >= right;
            case LESS -> left < right;
            case LESS_OR_EQUAL -> left <= right;
        };
    }
}
