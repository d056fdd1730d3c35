package dev.lodur.querier;

import dev.lodur.engine.Announcements;
import dev.lodur.engine.BlockCandidate;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Reads segments for the queries of other queriers, and hands nothing on. All of these together make so many blocks at a
 * time that this querier's own queries keep the rest of the processor. Nothing is opened before the first block is asked
 * for. Thread-safe.
 */
public final class SegmentSelect implements SegmentQuery {
    private static final Announcements NOTHING = new Announcements("", 0, Set.of(), List.of());

    private final SegmentCache segments;
    private final SegmentCandidates candidates;
    private final Semaphore places;
    private final long resultBytesMax;
    private final Runnable onTaken;

    /**
     * @param parallelism blocks that are made at the same time
     * @param resultBytesMax memory that the rows of one limited part may take
     * @param onTaken told of each part
     */
    SegmentSelect(SegmentCache segments, int parallelism, long resultBytesMax, Runnable onTaken) {
        this.segments = segments;
        this.candidates = new SegmentCandidates(parallelism);
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
        LogQueryPlan plan = LogQueryPlan.compile(request.query());
        List<BlockCandidate> blocks = new ArrayList<>();
        for (CatalogEntry entry : entries) {
            blocks.addAll(candidates.of(segments.segment(entry), plan, request.range(), entry.deduplicated()));
        }
        return new LocalSelect(request, blocks, new QueryStatistics(), resultBytesMax);
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
