package dev.lodur.engine;

import dev.lodur.logql.LineFilter;
import dev.lodur.model.Lines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * All line filters that stand side by side. They only drop rows, so their order is free: those that cost little and leave
 * few rows run first.
 */
final class LineFilterStage implements RowStage {
    /** One filter. */
    private record Condition(LineMatcher matcher, boolean negated) {
        /** Negated filters leave most rows, so they come behind the others of their kind. */
        int cost() {
            return negated ? matcher.cost() + 256 : matcher.cost();
        }
    }

    private final List<Condition> conditions;

    private LineFilterStage(List<Condition> conditions) {
        this.conditions = conditions;
    }

    static LineFilterStage of(List<LineFilter> filters) {
        List<Condition> conditions = new ArrayList<>();
        for (LineFilter filter : filters) {
            List<LineMatcher> alternatives = new ArrayList<>();
            boolean alone = filter.alternatives().size() == 1;
            for (LineFilter.Needle needle : filter.alternatives()) {
                alternatives.add(matcher(filter.operator(), needle, alone));
            }
            conditions.add(new Condition(
                    AnyOfMatcher.of(alternatives), filter.operator().isNegative()));
        }
        conditions.sort(Comparator.comparingInt(Condition::cost));
        return new LineFilterStage(List.copyOf(conditions));
    }

    /** Among alternatives Loki takes {@code ip("…")} as the text between the quotes; so do we. */
    private static LineMatcher matcher(LineFilter.Operator operator, LineFilter.Needle needle, boolean alone) {
        return switch (needle) {
            case LineFilter.Ip(String addresses) ->
                alone ? new IpMatcher(IpSet.parse(addresses)) : ContainsMatcher.of(addresses);
            case LineFilter.Text(String text) ->
                switch (operator) {
                    case CONTAINS, NOT_CONTAINS -> ContainsMatcher.of(text);
                    case MATCHES, NOT_MATCHES -> RegexMatcher.of(text);
                    case PATTERN, NOT_PATTERN -> PatternMatcher.of(text);
                };
        };
    }

    @Override
    public void apply(RowBatch batch) {
        Selection selection = batch.selection();
        for (Condition condition : conditions) {
            if (selection.isEmpty()) {
                return;
            }
            Selection hits = batch.borrow();
            condition.matcher().find(batch.lines(), selection, hits);
            if (condition.negated()) {
                selection.andNot(hits);
            } else {
                selection.and(hits);
            }
            batch.giveBack(hits);
        }
    }

    /** Whether one line passes all filters; it may end where its array ends. */
    boolean matches(byte[] bytes, int from, int to) {
        // Matchers read whole words: a line that was just written has no slack behind it.
        boolean slack = to + Lines.SLACK_BYTES <= bytes.length;
        byte[] roomy = slack ? bytes : Arrays.copyOf(bytes, to + Lines.SLACK_BYTES);
        for (Condition condition : conditions) {
            if (condition.matcher().matches(roomy, from, to) == condition.negated()) {
                return false;
            }
        }
        return true;
    }
}
