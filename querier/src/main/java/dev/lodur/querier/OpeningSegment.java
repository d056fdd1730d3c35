package dev.lodur.querier;

import dev.lodur.engine.LogQueryPlan;
import dev.lodur.engine.PrunedBlocks;
import dev.lodur.engine.SegmentCandidates;
import dev.lodur.model.TimeRange;
import dev.lodur.segment.Segment;
import dev.lodur.segment.filter.FilterAhead;
import dev.lodur.segment.filter.FilterRead;
import dev.lodur.store.CatalogEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A segment that a query is about to read: its index and, where that is not in memory, what will be asked of its filter.
 * The reads may run on any threads at once; the rest is for one thread, behind them.
 */
final class OpeningSegment {
    private final SegmentCache segments;
    private final SegmentCandidates candidates;
    private final CatalogEntry entry;
    private final LogQueryPlan plan;
    private final FilterAhead ahead;
    private volatile @Nullable Segment segment;

    OpeningSegment(SegmentCache segments, SegmentCandidates candidates, CatalogEntry entry, LogQueryPlan plan) {
        this.segments = segments;
        this.candidates = candidates;
        this.entry = entry;
        this.plan = plan;
        segment = segments.known(entry);
        ahead = segment != null ? FilterAhead.NONE : candidates.ahead(entry, plan, segments.reader(entry));
    }

    /** What does not wait for anything; nothing where the index is in memory. */
    List<Runnable> reads() {
        if (segment != null) {
            return List.of();
        }
        List<Runnable> reads = new ArrayList<>();
        reads.add(() -> segment = segments.segment(entry));
        filterReads().forEach(read -> reads.add(read::run));
        return reads;
    }

    /** The filter's part of {@link #reads}. */
    List<FilterRead> filterReads() {
        return ahead.reads();
    }

    PrunedBlocks pruned(TimeRange range) {
        Segment opened = segment;
        if (opened == null) {
            throw new IllegalStateException("the index was not read");
        }
        return candidates.pruned(opened, plan, range, entry.deduplicated(), ahead);
    }
}
