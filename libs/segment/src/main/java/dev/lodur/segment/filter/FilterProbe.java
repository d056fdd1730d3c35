package dev.lodur.segment.filter;

import dev.lodur.model.LodurException;
import dev.lodur.segment.RangeReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks a segment's filter which blocks may have rows that are looked for.
 *
 * <p>First the {@link #reads} are done, at once or one after the other, of which there are at most {@value #ENTRIES_MAX}
 * for a text; then {@link #mayHave} answers. The reads may run on different threads that {@link #mayHave} is called after.
 */
public final class FilterProbe {
    /** Entries of one text that are asked for: the rarest ones, since each is a read and few leave nothing. */
    static final int ENTRIES_MAX = 3;

    /** With more alternatives one of them is nearly always there. */
    private static final int ALTERNATIVES_MAX = 8;

    /** Bytes between two rows that are read along rather than paid for with another request. */
    private static final int GAP_BYTES_MAX = 32 << 10;

    /** A range of the segment, to be read before the probe answers. */
    public final class Read {
        private final long offset;
        private final byte[] bytes;

        private Read(long offset, int length) {
            this.offset = offset;
            this.bytes = new byte[length];
        }

        public int lengthBytes() {
            return bytes.length;
        }

        /**
         * Reads the range.
         *
         * @throws LodurException with CORRUPT where it is not what was written, and what the reader throws
         */
        public void run() {
            reader.read(offset, bytes, 0, bytes.length);
        }
    }

    private final FilterTable filter;
    private final Needle needle;
    private final RangeReader reader;
    private final List<Read> reads = new ArrayList<>();
    private final Map<Long, FilterRow> rowOfEntry = new HashMap<>();
    private final Set<Long> asked = new TreeSet<>();

    public FilterProbe(FilterTable filter, Needle needle, RangeReader reader) {
        this.filter = filter;
        this.needle = needle;
        this.reader = reader;
        choose(needle, ENTRIES_MAX);
        planReads();
    }

    /** Chooses entries to ask for and returns how many. */
    private int choose(Needle part, int most) {
        return switch (part) {
            case Needle.Entry(long hash, int rarity) -> {
                asked.add(hash);
                yield 1;
            }
            case Needle.AllOf(List<Needle> parts) -> {
                int chosen = 0;
                List<Needle> rarest = new ArrayList<>(parts);
                rarest.sort(Comparator.comparingInt(FilterProbe::rarity).reversed());
                for (Needle next : rarest) {
                    if (chosen < most && !isEverywhere(next)) {
                        chosen += choose(next, most - chosen);
                    }
                }
                yield chosen;
            }
            case Needle.AnyOf(List<Needle> alternatives) -> {
                int chosen = 0;
                if (alternatives.size() <= ALTERNATIVES_MAX && !isEverywhere(part)) {
                    for (Needle next : alternatives) {
                        chosen += choose(next, Math.max(1, most / alternatives.size()));
                    }
                }
                yield chosen;
            }
            case Needle.Anything anything -> 0;
            case Needle.LongerHexRun longer -> 0;
            case Needle.Rewritten rewritten -> 0;
        };
    }

    private static int rarity(Needle part) {
        return switch (part) {
            case Needle.Entry(long hash, int rarity) -> rarity;
            case Needle.AllOf(List<Needle> parts) ->
                parts.stream().mapToInt(FilterProbe::rarity).max().orElse(0);
            case Needle.AnyOf(List<Needle> alternatives) ->
                alternatives.stream().mapToInt(FilterProbe::rarity).max().orElse(0) - alternatives.size();
            case Needle.Anything anything -> 0;
            case Needle.LongerHexRun longer -> 0;
            case Needle.Rewritten rewritten -> 0;
        };
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

    private void planReads() {
        List<Integer> rows =
                asked.stream().map(filter::rowOf).distinct().sorted().toList();
        for (int from = 0; from < rows.size(); ) {
            int to = from + 1;
            while (to < rows.size() && gapBytes(rows.get(to - 1), rows.get(to)) <= GAP_BYTES_MAX) {
                to++;
            }
            long start = filter.rowOffset(rows.get(from));
            int last = rows.get(to - 1);
            reads.add(new Read(start, (int) (filter.rowOffset(last) + filter.rowBytes(last) - start)));
            from = to;
        }
    }

    private long gapBytes(int row, int next) {
        return filter.rowOffset(next) - filter.rowOffset(row) - filter.rowBytes(row);
    }

    /** What must be read before the probe answers, ranges that do not overlap. */
    public List<Read> reads() {
        return List.copyOf(reads);
    }

    /**
     * For each block whether it may have such rows.
     *
     * @param blocks how many blocks the segment has
     * @throws LodurException with CORRUPT where a row is not what was written
     */
    public BitSet mayHave(int blocks) {
        for (long entry : asked) {
            int row = filter.rowOf(entry);
            long offset = filter.rowOffset(row);
            for (Read read : reads) {
                if (offset >= read.offset && offset < read.offset + read.bytes.length) {
                    rowOfEntry.put(
                            entry,
                            FilterRow.of(read.bytes, (int) (offset - read.offset), filter.rowBytes(row), filter));
                }
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
