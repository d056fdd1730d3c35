package dev.lodur.segment.filter;

import dev.lodur.model.LodurException;
import dev.lodur.segment.RangeReader;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks a segment's filter which blocks may have rows that are looked for.
 *
 * <p>First the {@link #reads} are done, at once or one after the other, of which there are at most {@value
 * EntryChoice#ENTRIES_MAX} for a text; then {@link #mayHave} answers. The reads may run on different threads that {@link
 * #mayHave} is called after.
 */
public final class FilterProbe {
    private final FilterTable filter;
    private final Needle needle;
    private final Set<Long> asked;
    private final FilterAhead ahead;
    private final RowReads reads;
    private final Map<Long, FilterRow> rowOfEntry = new HashMap<>();

    /** @param ahead rows of this filter that have been read already */
    public FilterProbe(FilterTable filter, Needle needle, RangeReader reader, FilterAhead ahead) {
        this.filter = filter;
        this.needle = needle;
        this.ahead = ahead;
        asked = EntryChoice.of(needle, this::isEverywhere);
        List<Integer> missing = asked.stream()
                .map(filter.rows()::rowOf)
                .filter(row -> ahead.rows().find(row, filter.rows()) == null)
                .toList();
        reads = RowReads.of(missing, filter.rows(), reader);
    }

    /** Whether what is known without reading is enough for each granule. */
    private boolean isEverywhere(Needle part) {
        for (int granule = 0; granule < filter.granules(); granule++) {
            if (!mayHave(part, granule, false)) {
                return false;
            }
        }
        return true;
    }

    /** What must be read before the probe answers, ranges that do not overlap. */
    public List<FilterRead> reads() {
        return reads.reads();
    }

    /**
     * For each block whether it may have such rows.
     *
     * @param blocks how many blocks the segment has
     * @throws LodurException with CORRUPT where a row is not what was written
     */
    public BitSet mayHave(int blocks) {
        for (long entry : asked) {
            int row = filter.rows().rowOf(entry);
            FilterRead read = find(row);
            if (read != null) {
                rowOfEntry.put(entry, read.row(row, filter));
            }
        }
        BitSet may = new BitSet(blocks);
        BitSet covered = new BitSet(blocks);
        for (int granule = 0; granule < filter.granules(); granule++) {
            int first = filter.firstBlock()[granule];
            int end = filter.lastBlock()[granule] + 1;
            covered.set(first, end);
            if (mayHave(needle, granule, true)) {
                may.set(first, end);
            }
        }
        covered.flip(0, blocks);
        may.or(covered);
        return may;
    }

    private @Nullable FilterRead find(int row) {
        FilterRead read = ahead.rows().find(row, filter.rows());
        return read != null ? read : reads.find(row, filter.rows());
    }

    /**
     * @param unknown what is taken for an entry that was not asked for
     */
    private boolean mayHave(Needle part, int granule, boolean unknown) {
        return switch (part) {
            case Needle.Anything anything -> true;
            case Needle.Entry(long hash, int rarity) -> {
                FilterRow row = rowOfEntry.get(hash);
                yield row == null ? unknown : row.mayHave(granule, hash);
            }
            case Needle.LongerHexRun(int length) -> filter.hasLongerHexRun(granule, length);
            case Needle.Rewritten rewritten -> filter.rewritten()[granule];
            case Needle.AllOf(List<Needle> parts) -> {
                for (Needle next : parts) {
                    if (!mayHave(next, granule, unknown)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Needle.AnyOf(List<Needle> alternatives) -> {
                for (Needle next : alternatives) {
                    if (mayHave(next, granule, unknown)) {
                        yield true;
                    }
                }
                yield false;
            }
        };
    }
}
