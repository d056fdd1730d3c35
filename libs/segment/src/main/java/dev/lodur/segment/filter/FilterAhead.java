package dev.lodur.segment.filter;

import dev.lodur.segment.RangeReader;
import java.util.List;

/**
 * Rows of a segment's filter that are read before its index is there, at the same time as it: those that a probe will most
 * likely ask for. What the index says of granules may make one of them useless, or ask for others.
 *
 * <p>The reads may run on any threads, before the probe is made.
 */
public final class FilterAhead {
    /** Nothing was read. */
    public static final FilterAhead NONE = new FilterAhead(RowReads.NONE);

    private final RowReads rows;

    private FilterAhead(RowReads rows) {
        this.rows = rows;
    }

    /** The rows of a filter that tell of a needle, unless granules differ from what is usual. */
    public static FilterAhead of(FilterRows rows, Needle needle, RangeReader reader) {
        List<Integer> wanted = EntryChoice.of(needle, part -> part.equals(Needle.ANYTHING)).stream()
                .map(rows::rowOf)
                .toList();
        return wanted.isEmpty() || rows.count() == 0 ? NONE : new FilterAhead(RowReads.of(wanted, rows, reader));
    }

    /** What is to be read, ranges that do not overlap. */
    public List<FilterRead> reads() {
        return rows.reads();
    }

    RowReads rows() {
        return rows;
    }
}
