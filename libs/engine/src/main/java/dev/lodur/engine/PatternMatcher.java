package dev.lodur.engine;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.Lines;
import dev.lodur.model.LodurException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of the form of a pattern: texts with {@code <_>} between them, which stands for at least one byte.
 *
 * <p>As in Loki a pattern that ends with a text is bound to the line's end, while one that begins with a text may begin
 * anywhere. Each text is taken where it is first found behind the one before it; there is no going back. The empty
 * pattern matches the empty line, and nothing else does.
 */
final class PatternMatcher implements LineMatcher {
    private static final String WILDCARD = "<_>";

    private final List<SubstringSearch> texts;
    private final boolean openStart;
    private final boolean openEnd;
    private final SubstringSearch longest;

    private PatternMatcher(List<SubstringSearch> texts, boolean openStart, boolean openEnd) {
        this.texts = List.copyOf(texts);
        this.openStart = openStart;
        this.openEnd = openEnd;
        SubstringSearch best = SubstringSearch.exactly(new byte[0]);
        for (SubstringSearch text : texts) {
            best = text.length() > best.length() ? text : best;
        }
        this.longest = best;
    }

    /** Compiles a pattern; one with named parts or two wildcards in a row is {@link ErrorCode#INVALID_QUERY}. */
    static PatternMatcher of(String pattern) {
        if (pattern.contains(WILDCARD + WILDCARD)) {
            throw new LodurException(
                    ErrorCode.INVALID_QUERY,
                    "found consecutive capture '" + WILDCARD + WILDCARD + "': invalid expression");
        }
        List<SubstringSearch> texts = new ArrayList<>();
        int at = 0;
        while (at < pattern.length()) {
            int wildcard = pattern.indexOf(WILDCARD, at);
            int end = wildcard < 0 ? pattern.length() : wildcard;
            if (end > at) {
                texts.add(SubstringSearch.exactly(pattern.substring(at, end).getBytes(StandardCharsets.UTF_8)));
            }
            at = wildcard < 0 ? end : wildcard + WILDCARD.length();
        }
        return new PatternMatcher(texts, pattern.startsWith(WILDCARD), pattern.endsWith(WILDCARD));
    }

    @Override
    public boolean matches(byte[] bytes, int from, int to) {
        if (from == to || (texts.isEmpty() && !openEnd)) {
            return from == to && texts.isEmpty() && !openEnd;
        }
        int at = from;
        for (int i = 0; i < texts.size(); i++) {
            int found = texts.get(i).indexIn(bytes, at, to);
            boolean wildcardBefore = i > 0 || openStart;
            if (found < 0 || (wildcardBefore && found == at)) {
                return false;
            }
            at = found + texts.get(i).length();
        }
        return openEnd == (at < to);
    }

    @Override
    public void find(Lines lines, Selection candidates, Selection hits) {
        if (longest.length() == 0) {
            LineMatcher.super.find(lines, candidates, hits);
            return;
        }
        byte[] bytes = lines.bytes();
        int[] offsets = lines.offsets();
        int row = 0;
        int at = longest.indexIn(bytes, lines.firstByte(), lines.endByte());
        while (at >= 0) {
            row = RowLocator.rowAt(offsets, lines.count(), row, at);
            int next = at + 1;
            if (at + longest.length() <= offsets[row + 1]) {
                next = offsets[row + 1];
                if (candidates.get(row) && matches(bytes, offsets[row], next)) {
                    hits.set(row);
                }
            }
            at = longest.indexIn(bytes, next, lines.endByte());
        }
    }

    @Override
    public int cost() {
        return longest.length() == 0 ? 1000 : 150 + longest.commonness();
    }
}
