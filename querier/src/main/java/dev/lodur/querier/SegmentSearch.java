package dev.lodur.querier;

import dev.lodur.engine.BlockCandidate;
import dev.lodur.engine.LeftBlocks;
import dev.lodur.engine.LogQueryPlan;
import dev.lodur.engine.PrunedBlocks;
import dev.lodur.engine.SegmentCandidates;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.TimeRange;
import dev.lodur.segment.filter.FilterRead;
import dev.lodur.store.CatalogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Finds the blocks of segments that a query has to read, mostly in one round: the indexes that are not in memory, and at the
 * same time what their filters are asked for; what only the indexes tell of is a second one. Thread-safe; calls block.
 */
final class SegmentSearch {
    /** Requests at a time; indexes are held while they are decoded. */
    private static final int PARALLEL_MAX = 32;

    private final SegmentCache segments;
    private final SegmentCandidates candidates;
    private final ExecutorService executor;

    /**
     * What was found.
     *
     * @param filterBytes what was read of filters
     */
    record Found(List<BlockCandidate> blocks, long filterBytes) {}

    /** @param executor of virtual threads */
    SegmentSearch(SegmentCache segments, SegmentCandidates candidates, ExecutorService executor) {
        this.segments = segments;
        this.candidates = candidates;
        this.executor = executor;
    }

    /**
     * The blocks of some segments, in their order.
     *
     * @param pruned whether filters are asked
     * @param beforeRead told of the bytes of filters that are about to be read; it may throw
     */
    Found find(
            List<CatalogEntry> entries, LogQueryPlan plan, TimeRange range, boolean pruned, LongConsumer beforeRead) {
        List<BlockCandidate> blocks = new ArrayList<>();
        LeftBlocks left = new LeftBlocks();
        long filterBytes = 0;
        for (int from = 0; from < entries.size(); from += PARALLEL_MAX) {
            List<CatalogEntry> some = entries.subList(from, Math.min(entries.size(), from + PARALLEL_MAX));
            if (pruned) {
                filterBytes += findPruned(some, plan, range, beforeRead, left);
            } else {
                all(some, entry -> candidates.of(segments.segment(entry), plan, range, entry.deduplicated()))
                        .forEach(blocks::addAll);
            }
        }
        blocks.addAll(left.blocks());
        return new Found(blocks, filterBytes);
    }

    /** Adds the blocks and returns what was read of filters. */
    private long findPruned(
            List<CatalogEntry> entries, LogQueryPlan plan, TimeRange range, LongConsumer beforeRead, LeftBlocks left) {
        List<OpeningSegment> opening = entries.stream()
                .map(entry -> new OpeningSegment(segments, candidates, entry, plan))
                .toList();
        long ahead = announce(joined(opening, OpeningSegment::filterReads), beforeRead);
        runAll(joined(opening, OpeningSegment::reads));
        List<PrunedBlocks> pruned = all(opening, part -> part.pruned(range));
        List<FilterRead> reads = joined(pruned, PrunedBlocks::reads);
        long behind = announce(reads, beforeRead);
        runAll(reads.stream().<Runnable>map(read -> read::run).toList());
        pruned.forEach(left::add);
        return ahead + behind;
    }

    private static <T, R> List<R> joined(List<T> parts, Function<T, List<R>> reads) {
        return parts.stream().flatMap(part -> reads.apply(part).stream()).toList();
    }

    private static long announce(List<FilterRead> reads, LongConsumer beforeRead) {
        long bytes = reads.stream().mapToLong(FilterRead::lengthBytes).sum();
        beforeRead.accept(bytes);
        return bytes;
    }

    private void runAll(List<Runnable> steps) {
        all(steps, step -> {
            step.run();
            return step;
        });
    }

    /** Does a step for several subjects at the same time; the results are in their order. */
    private <T, R> List<R> all(List<T> subjects, Function<T, R> step) {
        if (subjects.size() == 1) {
            return List.of(step.apply(subjects.getFirst()));
        }
        List<Callable<R>> steps = new ArrayList<>();
        for (T subject : subjects) {
            steps.add(() -> step.apply(subject));
        }
        try {
            List<R> results = new ArrayList<>();
            for (Future<R> done : executor.invokeAll(steps)) {
                results.add(done.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LodurException failure) {
                throw failure;
            }
            throw new IllegalStateException("searching segments failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LodurException(ErrorCode.CANCELLED, "cancelled while searching segments", e);
        }
    }
}
