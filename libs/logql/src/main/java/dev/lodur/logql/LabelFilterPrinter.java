package dev.lodur.logql;

import dev.lodur.model.GoDuration;
import dev.lodur.model.GoQuote;
import dev.lodur.model.HumanBytes;

/** Prints conditions: {@code ( a="b" , c>1 )}, "and" as a comma. */
final class LabelFilterPrinter {
    private LabelFilterPrinter() {}

    static String print(LabelFilter filter) {
        StringBuilder out = new StringBuilder();
        append(out, filter, false);
        return out.toString();
    }

    /**
     * Appends the filter.
     *
     * @param rawRegexps whether regexps stand in backquotes, as Loki prints them after {@code unwrap}
     */
    static void append(StringBuilder out, LabelFilter filter, boolean rawRegexps) {
        switch (filter) {
            case LabelFilter.Text(LabelMatcher matcher) -> appendMatcher(out, matcher, rawRegexps);
            case LabelFilter.Numeric(String label, LabelFilter.Comparison comparison, double value) ->
                out.append(label).append(comparison.text()).append(FloatText.plain(value));
            case LabelFilter.Time time ->
                out.append(time.label())
                        .append(time.comparison().text())
                        .append(GoDuration.format(time.value().toNanos()));
            case LabelFilter.Bytes(String label, LabelFilter.Comparison comparison, long bytes) ->
                out.append(label).append(comparison.text()).append(HumanBytes.format(bytes));
            case LabelFilter.Ip(String label, boolean negated, String addresses) -> {
                out.append(label).append(negated ? "!=ip(" : "=ip(");
                GoQuote.append(out, addresses);
                out.append(')');
            }
            case LabelFilter.And(LabelFilter left, LabelFilter right) ->
                appendPair(out, left, " , ", right, rawRegexps);
            case LabelFilter.Or(LabelFilter left, LabelFilter right) ->
                appendPair(out, left, " or ", right, rawRegexps);
        }
    }

    private static void appendPair(
            StringBuilder out, LabelFilter left, String joint, LabelFilter right, boolean rawRegexps) {
        out.append("( ");
        append(out, left, rawRegexps);
        out.append(joint);
        append(out, right, rawRegexps);
        out.append(" )");
    }

    private static void appendMatcher(StringBuilder out, LabelMatcher matcher, boolean rawRegexps) {
        if (!rawRegexps || !matcher.type().isRegexp() || matcher.value().indexOf('`') >= 0 || matchesAll(matcher)) {
            matcher.appendTo(out);
            return;
        }
        out.append(matcher.name()).append(matcher.type().text());
        out.append('`').append(matcher.value()).append('`');
    }

    private static boolean matchesAll(LabelMatcher matcher) {
        return matcher.value().isEmpty() || matcher.value().equals(".*");
    }
}
