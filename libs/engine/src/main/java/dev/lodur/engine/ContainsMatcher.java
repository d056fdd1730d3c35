package dev.lodur.engine;

import dev.lodur.model.Lines;
import java.nio.charset.StandardCharsets;

/**
 * Lines that contain a text.
 *
 * <p>While many rows are candidates the block is searched as a whole and rows are found behind the hits. There are no
 * separators between lines, so a hit may straddle two: it is passed over by one byte.
 */
record ContainsMatcher(SubstringSearch search) implements LineMatcher {
    /** Below one candidate in so many rows each is searched on its own. */
    private static final int SPARSE = 8;

    static ContainsMatcher of(String text) {
        return new ContainsMatcher(SubstringSearch.exactly(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public boolean matches(byte[] bytes, int from, int to) {
        return search.indexIn(bytes, from, to) >= 0;
    }

    @Override
    public void find(Lines lines, Selection candidates, Selection hits) {
        if (search.length() == 0) {
            hits.or(candidates);
        } else if (candidates.count() * SPARSE < candidates.rows()) {
            LineMatcher.super.find(lines, candidates, hits);
        } else {
            findInBlock(lines, candidates, hits);
        }
    }

    private void findInBlock(Lines lines, Selection candidates, Selection hits) {
        byte[] bytes = lines.bytes();
        int[] offsets = lines.offsets();
        int end = lines.endByte();
        int row = 0;
        int at = search.indexIn(bytes, lines.firstByte(), end);
        while (at >= 0) {
            row = RowLocator.rowAt(offsets, lines.count(), row, at);
            int next = at + 1;
            if (at + search.length() <= offsets[row + 1]) {
                if (candidates.get(row)) {
                    hits.set(row);
                }
                next = offsets[row + 1];
            }
            at = search.indexIn(bytes, next, end);
        }
    }

    @Override
    public int cost() {
        return 100 + search.commonness();
    }
}
