package dev.lodur.querier;

import dev.lodur.engine.Announcements;
import dev.lodur.engine.LocalSelect;
import dev.lodur.engine.LogQueryPlan;
import dev.lodur.engine.QueryStatistics;
import dev.lodur.engine.SegmentCandidates;
import dev.lodur.engine.SegmentQuery;
import dev.lodur.engine.SelectReply;
import dev.lodur.engine.SelectRequest;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.CatalogEntry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Reads segments for the queries of other queriers, and hands nothing on. All of these together make so many blocks at a
 * time that this querier's own queries keep the rest of the processor. Nothing is opened before the first block is asked
 * for. Thread-safe.
 */
public final class SegmentSelect implements SegmentQuery {
    private static final Announcements NOTHING = new Announcements("", 0, Set.of(), List.of());

    private final SegmentSearch search;
    private final Semaphore places;
    private final long resultBytesMax;
    private final Runnable onTaken;

    /**
     * @param executor of virtual threads, which indexes and filters are read on
     * @param parallelism blocks that are made at the same time
     * @param resultBytesMax memory that the rows of one limited part may take
     * @param onTaken told of each part
     */
    SegmentSelect(
            SegmentCache segments, ExecutorService executor, int parallelism, long resultBytesMax, Runnable onTaken) {
        this.search = new SegmentSearch(segments, new SegmentCandidates(parallelism), executor);
        this.places = new Semaphore(parallelism);
        this.resultBytesMax = resultBytesMax;
        this.onTaken = onTaken;
    }

    @Override
    public SelectReply select(SelectRequest request, List<CatalogEntry> entries) {
        onTaken.run();
        return new Reply(request, List.copyOf(entries));
    }

    private LocalSelect open(SelectRequest request, List<CatalogEntry> entries) {
        LogQueryPlan plan = LogQueryPlan.compile(request.isPruned() ? request.pruning() : request.query());
        SegmentSearch.Found found = search.find(entries, plan, request.range(), request.isPruned(), bytes -> {});
        return new LocalSelect(request, found.blocks(), new QueryStatistics(), resultBytesMax);
    }

    private void enter() {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LodurException(ErrorCode.CANCELLED, "the select was cancelled", e);
        }
    }

    private final class Reply implements SelectReply {
        private final SelectRequest request;
        private final List<CatalogEntry> entries;
        private @Nullable LocalSelect opened;

        Reply(SelectRequest request, List<CatalogEntry> entries) {
            this.request = request;
            this.entries = entries;
        }

        @Override
        public Announcements announcements() {
            return NOTHING;
        }

        @Override
        public byte @Nullable [] nextBlock() {
            enter();
            try {
                LocalSelect select = opened;
                if (select == null) {
                    select = open(request, entries);
                    opened = select;
                }
                return select.nextBlock();
            } finally {
                places.release();
            }
        }

        @Override
        public void close() {
            if (opened != null) {
                opened.close();
            }
        }
    }
}
