package dev.lodur.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The WAL records of one instance whose rows of one tenant and day are committed: ranges in order, apart by gaps. */
public final class WalCoverage {
    private final List<WalRange> ranges;

    private WalCoverage(List<WalRange> ranges) {
        this.ranges = ranges;
    }

    /** Ranges of one log, joined where they touch or overlap. */
    static WalCoverage of(List<WalRange> ranges) {
        List<WalRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingLong(WalRange::firstSequence));
        List<WalRange> joined = new ArrayList<>();
        for (WalRange range : sorted) {
            WalRange last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && range.firstSequence() - 1 <= last.lastSequence()) {
                long end = Math.max(last.lastSequence(), range.lastSequence());
                joined.set(
                        joined.size() - 1, new WalRange(last.instance(), last.bootEpoch(), last.firstSequence(), end));
            } else {
                joined.add(range);
            }
        }
        return new WalCoverage(List.copyOf(joined));
    }

    /** Ranges of any logs, joined where they touch or overlap. */
    static List<WalRange> joined(List<WalRange> ranges) {
        Set<List<Object>> seen = new HashSet<>();
        List<WalRange> joined = new ArrayList<>();
        for (WalRange range : ranges) {
            if (seen.add(List.of(range.instance(), range.bootEpoch()))) {
                joined.addAll(
                        WalCoverage.of(ranges.stream().filter(range::sameLog).toList())
                                .ranges());
            }
        }
        return joined;
    }

    List<WalRange> ranges() {
        return ranges;
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Whether the rows of one record are committed. */
    public boolean contains(long sequence) {
        return containsAll(sequence, sequence);
    }

    /** Whether the rows of all records from the first to the last, both included, are committed. */
    public boolean containsAll(long firstSequence, long lastSequence) {
        for (WalRange range : ranges) {
            if (range.firstSequence() <= firstSequence && lastSequence <= range.lastSequence()) {
                return true;
            }
        }
        return false;
    }
}
