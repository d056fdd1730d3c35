package dev.lodur.engine.reference;

import com.google.re2j.Pattern;
import dev.lodur.logql.LabelFilter;
import dev.lodur.logql.LabelFilter.Comparison;
import dev.lodur.logql.LabelMatcher;
import dev.lodur.model.GoDuration;
import dev.lodur.model.GoFloat;
import dev.lodur.model.HumanBytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code | status >= 500 and level="error"}. */
final class PlainLabelFilters {
    private PlainLabelFilters() {}

    static boolean keeps(LabelFilter filter, PlainRow row) {
        return switch (filter) {
            case LabelFilter.And(LabelFilter left, LabelFilter right) -> keeps(left, row) && keeps(right, row);
            case LabelFilter.Or(LabelFilter left, LabelFilter right) -> keeps(left, row) || keeps(right, row);
            case LabelFilter.Text(LabelMatcher matcher) -> fits(matcher, orEmpty(row.field(matcher.name())), true);
            case LabelFilter.Ip ip ->
                keeps(row, ip.label(), value -> PlainLineFilters.hasAddress(value, ip.addresses()) != ip.negated());
            case LabelFilter.Numeric number ->
                keeps(row, number.label(), value -> {
                    double found = GoFloat.parse(value).orElseThrow(() -> new Unreadable(GoFloat.failure(value)));
                    return holds(number.comparison(), found, number.value());
                });
            case LabelFilter.Time time ->
                keeps(row, time.label(), value -> {
                    GoDuration found = GoDuration.parse(value);
                    check(found.failure());
                    return holds(time.comparison(), found.nanos(), time.value().toNanos());
                });
            case LabelFilter.Bytes bytes ->
                keeps(row, bytes.label(), value -> {
                    HumanBytes found = HumanBytes.parse(value);
                    check(found.failure());
                    // Queries travel as text, in which sizes have two digits.
                    long rounded = HumanBytes.parse(HumanBytes.format(bytes.valueBytes()))
                            .bytes();
                    return holds(bytes.comparison(), found.bytes(), rounded);
                });
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable(String text) {
            super(text);
        }
    }

    private static void check(@Nullable String failure) {
        if (failure != null) {
            throw new Unreadable(failure);
        }
    }

    private interface Test {
        boolean test(String value);
    }

    private static boolean keeps(PlainRow row, String label, Test test) {
        String value = row.field(label);
        if (value == null) {
            return false;
        }
        if (row.hasError()) {
            return true;
        }
        try {
            return test.test(value);
        } catch (Unreadable e) {
            row.fail("LabelFilterErr", String.valueOf(e.getMessage()));
            return true;
        }
    }

    private static boolean holds(Comparison comparison, double left, double right) {
        return switch (comparison) {
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case GREATER -> left > right;
            case GREATER_OR_EQUAL -> left >= right;
            case LESS -> left < right;
            case LESS_OR_EQUAL -> left <= right;
        };
    }

    /** @param simplified whether, as in label filters, a text with {@code .*} need only be contained, and the empty one is */
    static boolean fits(LabelMatcher matcher, String value, boolean simplified) {
        String expected = matcher.value();
        boolean same;
        if (!matcher.type().isRegexp()) {
            same = value.equals(expected);
        } else if (simplified && expected.matches("(\\.\\*)?\\w+(\\.\\*)?") && expected.contains("*")) {
            same = value.contains(expected.replace(".*", ""));
        } else if (simplified && (expected.equals(".*") || expected.isEmpty())) {
            same = true;
        } else {
            same = Pattern.matches(expected, value);
        }
        return same != matcher.type().isNegative();
    }

    static boolean fitsAll(List<LabelMatcher> matchers, PlainEntry entry) {
        return matchers.stream()
                .allMatch(matcher -> fits(matcher, entry.stream().getOrEmpty(matcher.name()), false));
    }
}
