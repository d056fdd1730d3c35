package dev.lodur.logql;

import java.util.List;

/** The rule that a query must narrow down what it reads: of each selector one matcher must not match absent labels. */
public final class SelectorRule {
    private static final String MESSAGE =
            "queries require at least one regexp or equality matcher that does not have an empty-compatible value. "
                    + "For instance, app=~\".*\" does not meet this requirement, but app=~\".+\" will";

    private SelectorRule() {}

    /** Checks every selector of a query. */
    public static void check(Expr expr) {
        switch (expr) {
            case LogExpr log -> check(log.matchers());
            case Expr.Variants variants -> {
                variants.queries().forEach(SelectorRule::check);
                check(variants.range().log());
            }
            case SampleExpr.Literal literal -> {}
            case SampleExpr.Vector vector -> {}
            case SampleExpr.RangeAggregation range -> check(range.range().log());
            case SampleExpr.VectorAggregation vector -> check(vector.inner());
            case SampleExpr.LabelReplace replace -> check(replace.inner());
            case SampleExpr.BinaryOperation binary -> {
                check(binary.left());
                check(binary.right());
            }
        }
    }

    public static void check(List<LabelMatcher> matchers) {
        for (LabelMatcher matcher : matchers) {
            if (!matcher.matchesEmpty()) {
                return;
            }
        }
        throw ParseErrors.of(MESSAGE);
    }
}
