package dev.lodur.logql;

import dev.lodur.model.GoQuote;
import dev.lodur.model.PrometheusDuration;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints a query for people, as Loki's {@code format_query} does: a part whose canonical form fits into {@value
 * #MAX_LINE_BYTES} bytes is one line, a longer one is split at its parentheses, operators and stages, with two blanks an
 * indentation.
 *
 * <p>Blanks and commas differ from the canonical form in places ({@code [5m]} after a blank, {@code by (a, b)}).
 */
public final class PrettyPrinter {
    static final int MAX_LINE_BYTES = 100;

    private PrettyPrinter() {}

    public static String print(Expr expr) {
        return print(expr, 0);
    }

    private static String print(Expr expr, int level) {
        String line = CanonicalPrinter.print(expr);
        if (fits(line) && !(expr instanceof Expr.Variants)) {
            return indent(level) + line;
        }
        return switch (expr) {
            case LogExpr log -> printLog(log, level);
            case Expr.Variants variants -> printVariants(variants, level);
            case SampleExpr.Literal literal -> indent(level) + line;
            case SampleExpr.Vector vector -> indent(level) + line;
            case SampleExpr.RangeAggregation range -> printRangeAggregation(range, level);
            case SampleExpr.VectorAggregation vector -> printVectorAggregation(vector, level);
            case SampleExpr.BinaryOperation binary -> printBinary(binary, level);
            case SampleExpr.LabelReplace replace -> printLabelReplace(replace, level);
        };
    }

    private static boolean fits(String line) {
        return line.getBytes(StandardCharsets.UTF_8).length <= MAX_LINE_BYTES;
    }

    private static String indent(int level) {
        return "  ".repeat(level);
    }

    /** Each stage on its own line; line filters side by side are one stage. */
    private static String printLog(LogExpr log, int level) {
        StringBuilder out = new StringBuilder(indent(level)).append(CanonicalPrinter.selector(log.matchers()));
        boolean afterLineFilter = false;
        for (Stage stage : log.stages()) {
            boolean lineFilter = stage instanceof LineFilter;
            out.append(lineFilter && afterLineFilter ? " " : "\n" + indent(level + 1));
            StagePrinter.append(out, stage);
            afterLineFilter = lineFilter;
        }
        return out.toString();
    }

    private static String printRange(LogRange range, int level) {
        StringBuilder out = new StringBuilder(print(range.log(), level));
        Unwrap unwrap = range.unwrap();
        if (unwrap != null) {
            out.append('\n').append(indent(level + 1)).append(StagePrinter.print(unwrap));
            for (LabelFilter filter : unwrap.filters()) {
                out.append('\n').append(indent(level + 1)).append(StagePrinter.printPostFilter(filter));
            }
        }
        out.append(" [")
                .append(PrometheusDuration.format(range.range().toNanos()))
                .append(']');
        return out.append(CanonicalPrinter.offset(range)).toString();
    }

    private static String printVariants(Expr.Variants variants, int level) {
        List<String> queries = new ArrayList<>();
        for (SampleExpr query : variants.queries()) {
            queries.add(print(query, level + 1));
        }
        return indent(level) + "variants(\n" + String.join(",\n", queries) + "\n" + indent(level) + ") of (\n"
                + printRange(variants.range(), level + 1) + "\n" + indent(level) + ")";
    }

    private static String printRangeAggregation(SampleExpr.RangeAggregation aggregation, int level) {
        StringBuilder out = new StringBuilder(indent(level))
                .append(aggregation.operation().text())
                .append("(\n");
        if (aggregation.parameter().isPresent()) {
            out.append(indent(level + 1))
                    .append(FloatText.plain(aggregation.parameter().getAsDouble()))
                    .append(",\n");
        }
        out.append(printRange(aggregation.range(), level + 1));
        out.append('\n').append(indent(level)).append(')');
        Grouping grouping = aggregation.grouping();
        if (grouping != null) {
            out.append(' ').append(grouping.text(", "));
        }
        return out.toString();
    }

    private static String printVectorAggregation(SampleExpr.VectorAggregation aggregation, int level) {
        StringBuilder out =
                new StringBuilder(indent(level)).append(aggregation.operation().text());
        if (!aggregation.grouping().isSingleton()) {
            out.append(' ').append(aggregation.grouping().text(", "));
        }
        out.append("(\n");
        if (aggregation.parameter().isPresent()) {
            out.append(indent(level + 1))
                    .append(aggregation.parameter().getAsLong())
                    .append(",\n");
        }
        out.append(print(aggregation.inner(), level + 1));
        return out.append('\n').append(indent(level)).append(')').toString();
    }

    private static String printBinary(SampleExpr.BinaryOperation binary, int level) {
        return print(binary.left(), level + 1) + "\n" + indent(level) + CanonicalPrinter.operator(binary) + "\n"
                + print(binary.right(), level + 1);
    }

    private static String printLabelReplace(SampleExpr.LabelReplace replace, int level) {
        StringBuilder out = new StringBuilder(indent(level)).append("label_replace(\n");
        out.append(print(replace.inner(), level + 1));
        for (String argument : CanonicalPrinter.arguments(replace)) {
            out.append(",\n").append(indent(level + 1));
            GoQuote.append(out, argument);
        }
        return out.append('\n').append(indent(level)).append(')').toString();
    }
}
