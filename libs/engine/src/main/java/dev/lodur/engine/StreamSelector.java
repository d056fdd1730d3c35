package dev.lodur.engine;

import dev.lodur.logql.LabelMatcher;
import dev.lodur.logql.MatchType;
import dev.lodur.model.Labels;
import dev.lodur.segment.LabelSummary;
import dev.lodur.segment.StreamTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The matchers of a selector, ready to be applied to streams: all must hold, an absent label has the empty value, regular
 * expressions match from end to end. Immutable and thread-safe.
 */
public final class StreamSelector {
    private record Condition(String name, TextTest test) {}

    private final List<LabelMatcher> matchers;
    private final List<Condition> conditions;

    private StreamSelector(List<LabelMatcher> matchers) {
        this.matchers = List.copyOf(matchers);
        List<Condition> compiled = new ArrayList<>();
        for (LabelMatcher matcher : matchers) {
            compiled.add(new Condition(matcher.name(), TextTest.ofSelector(matcher)));
        }
        this.conditions = compiled;
    }

    /** Compiles matchers; none at all match every stream. */
    public static StreamSelector of(List<LabelMatcher> matchers) {
        return new StreamSelector(matchers);
    }

    public List<LabelMatcher> matchers() {
        return matchers;
    }

    /** The streams of a segment that match: each distinct value is tested once. */
    BitSet matching(StreamTable streams) {
        BitSet matching = new BitSet(streams.count());
        matching.set(0, streams.count());
        for (Condition condition : conditions) {
            matching.and(streams.matching(condition.name(), condition.test()::matches));
        }
        return matching;
    }

    /** Whether a segment with such a summary can have a stream that matches; never false where it has one. */
    public boolean mayMatch(LabelSummary summary) {
        for (int i = 0; i < matchers.size(); i++) {
            LabelMatcher matcher = matchers.get(i);
            boolean may = matcher.type() == MatchType.EQUAL
                    ? summary.mayEqual(matcher.name(), matcher.value())
                    : summary.mayMatch(matcher.name(), conditions.get(i).test()::matches);
            if (!may) {
                return false;
            }
        }
        return true;
    }

    public boolean matches(Labels labels) {
        for (Condition condition : conditions) {
            if (!condition.test().matches(labels.getOrEmpty(condition.name()))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (LabelMatcher matcher : matchers) {
            text.append(text.length() == 1 ? "" : ", ").append(matcher);
        }
        return text.append('}').toString();
    }
}
