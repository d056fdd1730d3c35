package dev.lodur.compaction.repair;

import dev.lodur.store.CatalogEntry;
import dev.lodur.store.Origin;
import dev.lodur.store.WalRange;
import java.util.List;
import java.util.Set;

/**
 * A segment that is in the bucket, and may be live.
 *
 * @param entry what a catalog would say of it
 * @param inputs keys of the segments that it was merged from; none of a flushed one
 * @param ranges WAL ranges whose rows went into it, through whatever merges
 * @param putMillis when it was put, by the store's clock
 */
record Candidate(CatalogEntry entry, Set<String> inputs, List<WalRange> ranges, long putMillis) {
    Candidate {
        inputs = Set.copyOf(inputs);
        ranges = List.copyOf(ranges);
    }

    String key() {
        return entry.key();
    }

    boolean isFlushed() {
        return entry.origin() instanceof Origin.Flushed;
    }

    /** Whether all that went into the other went into this too, by the WAL. */
    boolean covers(Candidate other) {
        return !other.ranges.isEmpty() && other.ranges.stream().allMatch(this::covers);
    }

    private boolean covers(WalRange range) {
        return ranges.stream()
                .anyMatch(own -> own.instance().equals(range.instance())
                        && own.bootEpoch() == range.bootEpoch()
                        && own.firstSequence() <= range.firstSequence()
                        && own.lastSequence() >= range.lastSequence());
    }
}
