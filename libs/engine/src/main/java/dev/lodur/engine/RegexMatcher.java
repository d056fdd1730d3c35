package dev.lodur.engine;

import dev.lodur.engine.regex.Regex;
import dev.lodur.engine.regex.RegexLiterals;
import dev.lodur.model.Lines;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines in which a regular expression matches somewhere.
 *
 * <p>Where each match contains one of a few literals the block is searched for those, and the automaton runs on the rows
 * that have one. An expression that is nothing but such literals becomes a {@link ContainsMatcher}.
 */
final class RegexMatcher implements LineMatcher {
    private final Regex regex;
    private final List<SubstringSearch> literals;

    private RegexMatcher(Regex regex, List<SubstringSearch> literals) {
        this.regex = regex;
        this.literals = literals;
    }

    static LineMatcher of(String pattern) {
        Regex regex = Regex.anywhere(pattern);
        List<SubstringSearch> searches = new ArrayList<>();
        for (RegexLiterals.Literal literal : regex.literals().alternatives()) {
            searches.add(
                    literal.ignoreCase()
                            ? SubstringSearch.ignoringCase(literal.bytes())
                            : SubstringSearch.exactly(literal.bytes()));
        }
        if (!regex.literals().exact()) {
            return new RegexMatcher(regex, searches);
        }
        return AnyOfMatcher.of(
                searches.stream().<LineMatcher>map(ContainsMatcher::new).toList());
    }

    @Override
    public boolean matches(byte[] bytes, int from, int to) {
        return regex.matches(bytes, from, to);
    }

    @Override
    public void find(Lines lines, Selection candidates, Selection hits) {
        try (Regex.Search search = regex.search()) {
            if (literals.isEmpty()) {
                findEverywhere(search, lines, candidates, hits);
            }
            for (SubstringSearch literal : literals) {
                findAtLiteral(search, literal, lines, candidates, hits);
            }
        }
    }

    private static void findEverywhere(Regex.Search search, Lines lines, Selection candidates, Selection hits) {
        byte[] bytes = lines.bytes();
        int[] offsets = lines.offsets();
        for (int row = candidates.next(0); row >= 0; row = candidates.next(row + 1)) {
            if (!hits.get(row) && search.matches(bytes, offsets[row], offsets[row + 1])) {
                hits.set(row);
            }
        }
    }

    private static void findAtLiteral(
            Regex.Search search, SubstringSearch literal, Lines lines, Selection candidates, Selection hits) {
        byte[] bytes = lines.bytes();
        int[] offsets = lines.offsets();
        int end = lines.endByte();
        int row = 0;
        int at = literal.indexIn(bytes, lines.firstByte(), end);
        while (at >= 0) {
            row = RowLocator.rowAt(offsets, lines.count(), row, at);
            int next = at + 1;
            if (at + literal.length() <= offsets[row + 1]) {
                next = offsets[row + 1];
                if (candidates.get(row) && !hits.get(row) && search.matches(bytes, offsets[row], next)) {
                    hits.set(row);
                }
            }
            at = literal.indexIn(bytes, next, end);
        }
    }

    @Override
    public int cost() {
        return literals.isEmpty() ? 5000 : 400 * literals.size();
    }
}
