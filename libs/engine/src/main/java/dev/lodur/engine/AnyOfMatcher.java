package dev.lodur.engine;

import dev.lodur.model.Lines;
import java.util.List;

/** Lines that match at least one of several conditions. */
record AnyOfMatcher(List<LineMatcher> alternatives) implements LineMatcher {
    AnyOfMatcher {
        alternatives = List.copyOf(alternatives);
    }

    static LineMatcher of(List<LineMatcher> alternatives) {
        return alternatives.size() == 1 ? alternatives.getFirst() : new AnyOfMatcher(alternatives);
    }

    @Override
    public boolean matches(byte[] bytes, int from, int to) {
        for (LineMatcher alternative : alternatives) {
            if (alternative.matches(bytes, from, to)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void find(Lines lines, Selection candidates, Selection hits) {
        for (LineMatcher alternative : alternatives) {
            alternative.find(lines, candidates, hits);
        }
    }

    @Override
    public int cost() {
        int cost = 0;
        for (LineMatcher alternative : alternatives) {
            cost += alternative.cost();
        }
        return cost;
    }
}
