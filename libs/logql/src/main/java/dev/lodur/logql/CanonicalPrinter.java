package dev.lodur.logql;

import dev.lodur.model.GoDuration;
import dev.lodur.model.GoQuote;
import dev.lodur.model.PrometheusDuration;
import java.util.List;

/**
 * Prints a query in Loki's canonical form, on one line: the form in error texts and caches.
 *
 * <p>Parsing it gives an equal tree, except where the form itself is lossy, as it is in Loki: sizes have two digits,
 * {@code vector(..)} six decimals, literals may be {@code NaN}, and names that are not ASCII are quoted. Each operator
 * has parentheses of its own, so that the form of a query near {@link LogqlParser#MAX_NESTING} may be nested too deeply.
 */
public final class CanonicalPrinter {
    private CanonicalPrinter() {}

    public static String print(Expr expr) {
        StringBuilder out = new StringBuilder();
        append(out, expr);
        return out.toString();
    }

    static String print(LogRange range) {
        StringBuilder out = new StringBuilder();
        appendRange(out, range);
        return out.toString();
    }

    private static void append(StringBuilder out, Expr expr) {
        switch (expr) {
            case LogExpr log -> appendLog(out, log);
            case Expr.Variants variants -> appendVariants(out, variants);
            case SampleExpr.Literal(double value) -> out.append(FloatText.shortForm(value));
            case SampleExpr.Vector(double value) ->
                out.append("vector(").append(FloatText.sixDecimals(value)).append(')');
            case SampleExpr.RangeAggregation range -> appendRangeAggregation(out, range);
            case SampleExpr.VectorAggregation vector -> appendVectorAggregation(out, vector);
            case SampleExpr.BinaryOperation binary -> appendBinary(out, binary);
            case SampleExpr.LabelReplace replace -> appendLabelReplace(out, replace);
        }
    }

    private static void appendLog(StringBuilder out, LogExpr log) {
        out.append(selector(log.matchers()));
        for (Stage stage : log.stages()) {
            out.append(' ');
            StagePrinter.append(out, stage);
        }
    }

    static String selector(List<LabelMatcher> matchers) {
        StringBuilder out = new StringBuilder("{");
        for (LabelMatcher matcher : matchers) {
            out.append(out.length() == 1 ? "" : ", ");
            matcher.appendTo(out);
        }
        return out.append('}').toString();
    }

    private static void appendRange(StringBuilder out, LogRange range) {
        appendLog(out, range.log());
        Unwrap unwrap = range.unwrap();
        if (unwrap != null) {
            out.append(' ').append(unwrap);
        }
        out.append('[')
                .append(PrometheusDuration.format(range.range().toNanos()))
                .append(']');
        out.append(offset(range));
    }

    static String offset(LogRange range) {
        return range.offset().isZero()
                ? ""
                : " offset " + GoDuration.format(range.offset().toNanos());
    }

    private static void appendVariants(StringBuilder out, Expr.Variants variants) {
        String separator = "variants(";
        for (SampleExpr query : variants.queries()) {
            out.append(separator);
            append(out, query);
            separator = ", ";
        }
        out.append(") of (");
        appendRange(out, variants.range());
        out.append(')');
    }

    private static void appendRangeAggregation(StringBuilder out, SampleExpr.RangeAggregation aggregation) {
        out.append(aggregation.operation().text()).append('(');
        if (aggregation.parameter().isPresent()) {
            out.append(FloatText.plain(aggregation.parameter().getAsDouble())).append(',');
        }
        appendRange(out, aggregation.range());
        out.append(')');
        Grouping grouping = aggregation.grouping();
        if (grouping != null) {
            out.append(' ').append(grouping);
        }
    }

    private static void appendVectorAggregation(StringBuilder out, SampleExpr.VectorAggregation aggregation) {
        out.append(aggregation.operation().text());
        if (!aggregation.grouping().isSingleton()) {
            out.append(' ').append(aggregation.grouping());
        }
        out.append('(');
        if (aggregation.parameter().isPresent()) {
            out.append(aggregation.parameter().getAsLong()).append(',');
        }
        append(out, aggregation.inner());
        out.append(')');
    }

    private static void appendBinary(StringBuilder out, SampleExpr.BinaryOperation binary) {
        out.append('(');
        append(out, binary.left());
        out.append(' ').append(operator(binary)).append(' ');
        append(out, binary.right());
        out.append(')');
    }

    /** The operator with its modifiers; after a clause without {@code group_left} there is a blank, as in Loki. */
    static String operator(SampleExpr.BinaryOperation binary) {
        String text = binary.operator().text() + (binary.returnBool() ? " bool" : "");
        VectorMatching matching = binary.matching();
        return matching == null ? text : text + " " + matching;
    }

    private static void appendLabelReplace(StringBuilder out, SampleExpr.LabelReplace replace) {
        out.append("label_replace(");
        append(out, replace.inner());
        for (String argument : arguments(replace)) {
            out.append(',');
            GoQuote.append(out, argument);
        }
        out.append(')');
    }

    static List<String> arguments(SampleExpr.LabelReplace replace) {
        return List.of(replace.destination(), replace.replacement(), replace.source(), replace.regexp());
    }
}
