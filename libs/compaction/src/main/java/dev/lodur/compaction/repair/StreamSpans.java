package dev.lodur.compaction.repair;

import dev.lodur.compaction.MergeOptions;
import dev.lodur.model.Labels;
import dev.lodur.segment.RunTable;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.ObjectStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Compares segments by the times of their streams, which their indexes tell: whether what was merged from a segment is
 * there in whole, or a part of it was never put. One index is held at a time, and the times of one segment's streams.
 */
final class StreamSpans {
    /** A merge begins another segment where one is large; half of that leaves room for other versions' sizes. */
    private static final long CUT_BYTES_MIN = MergeOptions.DAILY.segmentBytesMax() / 2;

    private final ObjectStore store;

    private record Span(long minNanos, long maxNanos) {
        Span with(long min, long max) {
            return new Span(Math.min(minNanos, min), Math.max(maxNanos, max));
        }

        /** @param cut whether rows of its last time may be in a segment that follows */
        boolean holds(Span other, boolean cut) {
            return minNanos <= other.minNanos && (cut ? maxNanos > other.maxNanos : maxNanos >= other.maxNanos);
        }
    }

    StreamSpans(ObjectStore store) {
        this.store = store;
    }

    /** Whether the others together have each stream of the segment, over all of its time. */
    boolean hold(Candidate segment, Collection<Candidate> others) {
        Map<Labels, Span> wanted = new HashMap<>();
        addTo(wanted, index(segment.entry()));
        Map<Labels, Span> found = new HashMap<>();
        boolean cut = others.stream().anyMatch(other -> other.entry().sizeBytes() >= CUT_BYTES_MIN);
        for (Candidate other : others) {
            SegmentIndex index = index(other.entry());
            Map<Labels, Span> own = new HashMap<>();
            addTo(own, index);
            own.keySet().retainAll(wanted.keySet());
            own.forEach((labels, span) ->
                    found.merge(labels, span, (known, more) -> known.with(more.minNanos, more.maxNanos)));
        }
        return wanted.entrySet().stream().allMatch(stream -> {
            Span span = found.get(stream.getKey());
            return span != null && span.holds(stream.getValue(), cut);
        });
    }

    private SegmentIndex index(CatalogEntry entry) {
        return SegmentIndex.read(
                new StoredRanges(store, entry.key()), entry.indexOffset(), (int) entry.indexLengthBytes());
    }

    private static void addTo(Map<Labels, Span> spans, SegmentIndex index) {
        RunTable runs = index.runs();
        for (int run = 0; run < runs.count(); run++) {
            Span span = new Span(runs.minNanos()[run], runs.maxNanos()[run]);
            spans.merge(
                    index.labels(runs.stream()[run]), span, (known, more) -> known.with(more.minNanos, more.maxNanos));
        }
    }
}
