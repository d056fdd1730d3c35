package dev.lodur.engine;

import dev.lodur.model.Labels;
import dev.lodur.segment.RunTable;
import dev.lodur.segment.Segment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the blocks whose rows can be nowhere else: their segment has no entry twice, and none of their runs overlaps in
 * time with rows of the same stream from elsewhere. Such rows count without being compared. Not thread-safe.
 */
final class UniqueBlocks {
    /**
     * Rows of one stream that lie together in time.
     *
     * @param origin the number of the segment that they are in, which has no entry twice; {@link #ANYWHERE} for others
     * @param block null for rows of an ingester
     */
    private record Span(
            long minNanos,
            long maxNanos,
            int origin,
            @Nullable BlockCandidate block) {}

    private static final int ANYWHERE = -1;

    private final StreamSelector selector;
    private final IdentityHashMap<Segment, Integer> numbers = new IdentityHashMap<>();
    private final Map<Labels, List<Span>> spans = new HashMap<>();
    private long everyStreamMinNanos = Long.MAX_VALUE;
    private long everyStreamMaxNanos = Long.MIN_VALUE;

    UniqueBlocks(StreamSelector selector) {
        this.selector = selector;
    }

    /** Notes rows that an ingester has. */
    void addReply(Labels stream, long minNanos, long maxNanos) {
        add(stream, new Span(minNanos, maxNanos, ANYWHERE, null));
    }

    /** Notes a row that an ingester has of a stream that is not known. */
    void addReply(long nanos) {
        everyStreamMinNanos = Math.min(everyStreamMinNanos, nanos);
        everyStreamMaxNanos = Math.max(everyStreamMaxNanos, nanos);
    }

    private void add(Labels stream, Span span) {
        spans.computeIfAbsent(stream, labels -> new ArrayList<>()).add(span);
    }

    /** Those of the candidates, which are all that the query reads. */
    Set<BlockCandidate> find(List<BlockCandidate> candidates) {
        Set<BlockCandidate> unique = Collections.newSetFromMap(new IdentityHashMap<>());
        for (BlockCandidate candidate : candidates) {
            if (candidate instanceof IndexedBlock block) {
                addRuns(block);
                boolean apart = block.maxTimestampNanos() < everyStreamMinNanos
                        || block.minTimestampNanos() > everyStreamMaxNanos;
                if (block.isDistinct() && apart) {
                    unique.add(block);
                }
            } else {
                for (int run = 0; run < candidate.runs(); run++) {
                    add(
                            candidate.labels(run),
                            new Span(
                                    candidate.minTimestampNanos(), candidate.maxTimestampNanos(), ANYWHERE, candidate));
                }
            }
        }
        spans.values().forEach(ofStream -> takeOutOverlaps(ofStream, unique));
        return unique;
    }

    private int number(Segment segment) {
        return numbers.computeIfAbsent(segment, key -> numbers.size());
    }

    private void addRuns(IndexedBlock block) {
        RunTable table = block.table();
        int origin = block.isDistinct() ? number(block.segment()) : ANYWHERE;
        for (int run = 0; run < block.runs(); run++) {
            if (selector.matches(block.labels(run))) {
                int index = block.runIndex(run);
                add(block.labels(run), new Span(table.minNanos()[index], table.maxNanos()[index], origin, block));
            }
        }
    }

    /** Spans that overlap, one after the other, form a cluster; where it has more than one origin none is unique. */
    private static void takeOutOverlaps(List<Span> ofStream, Set<BlockCandidate> unique) {
        ofStream.sort(Comparator.comparingLong(Span::minNanos));
        int first = 0;
        while (first < ofStream.size()) {
            long end = ofStream.get(first).maxNanos();
            int origin = ofStream.get(first).origin();
            boolean mixed = origin == ANYWHERE;
            int next = first + 1;
            for (; next < ofStream.size() && ofStream.get(next).minNanos() <= end; next++) {
                end = Math.max(end, ofStream.get(next).maxNanos());
                mixed |= ofStream.get(next).origin() != origin;
            }
            if (mixed) {
                ofStream.subList(first, next).forEach(span -> unique.remove(span.block()));
            }
            first = next;
        }
    }
}
