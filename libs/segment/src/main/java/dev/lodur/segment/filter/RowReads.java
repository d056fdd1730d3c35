package dev.lodur.segment.filter;

import dev.lodur.segment.RangeReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reads of some rows of a filter, neighbouring rows with one. The reads may be run on any threads. */
final class RowReads {
    /** Bytes between two rows that are read along rather than paid for with another request. */
    private static final int GAP_BYTES_MAX = 32 << 10;

    static final RowReads NONE = new RowReads(List.of());

    private final List<FilterRead> reads;

    private RowReads(List<FilterRead> reads) {
        this.reads = List.copyOf(reads);
    }

    static RowReads of(Collection<Integer> wanted, FilterRows rows, RangeReader reader) {
        List<Integer> sorted = wanted.stream().distinct().sorted().toList();
        List<FilterRead> reads = new ArrayList<>();
        for (int from = 0; from < sorted.size(); ) {
            int to = from + 1;
            while (to < sorted.size() && gapBytes(rows, sorted.get(to - 1), sorted.get(to)) <= GAP_BYTES_MAX) {
                to++;
            }
            long start = rows.offset(sorted.get(from));
            int last = sorted.get(to - 1);
            reads.add(new FilterRead(reader, start, (int) (rows.offset(last) + rows.sizeBytes(last) - start)));
            from = to;
        }
        return new RowReads(reads);
    }

    private static long gapBytes(FilterRows rows, int row, int next) {
        return rows.offset(next) - rows.offset(row) - rows.sizeBytes(row);
    }

    List<FilterRead> reads() {
        return reads;
    }

    /** The read that has a row; null where none has. */
    @Nullable FilterRead find(int row, FilterRows rows) {
        for (FilterRead read : reads) {
            if (read.has(rows.offset(row), rows.sizeBytes(row))) {
                return read;
            }
        }
        return null;
    }
}
