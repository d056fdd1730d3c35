package dev.lodur.engine;

import dev.lodur.model.BlockWriter;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.StreamId;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers a {@link SelectRequest} out of blocks of this process, as an ingester does with its head and spool.
 *
 * <p>Without a limit blocks are read one after the other and rows handed on at once. With a limit candidates are walked
 * in the order of time, and as soon as enough rows are known that no further block can beat, reading stops; a block that
 * comes late in the walk is never opened. Entries that occur twice count once then. All work is done by the calling
 * thread; one thread at a time.
 */
public final class LocalSelect implements AutoCloseable {
    private static final int BLOCK_BYTES = 900 << 10;
    private static final int IDENTITIES_MAX = 32 << 10;

    private final SelectRequest request;
    private final RowSelector selector;
    private final QueryStatistics statistics;
    private final Iterator<CandidateOrder.Ranked> candidates;
    private final RowBatch batch = new RowBatch();
    private final RowBlockBuilder builder = new RowBlockBuilder();
    private final RowIdentity identity = new RowIdentity();
    private final long resultBytesMax;
    private @Nullable Iterator<SelectedRow> top;
    private @Nullable BlockCandidate opened;
    private boolean batchPending;
    private int nextRow;

    /**
     * @param candidates all blocks that may hold rows of the tenant, in the order of arrival
     * @param resultBytesMax memory for rows kept because of a limit
     */
    public LocalSelect(
            SelectRequest request,
            Iterable<? extends BlockCandidate> candidates,
            QueryStatistics statistics,
            long resultBytesMax) {
        this.request = request;
        this.statistics = statistics;
        this.resultBytesMax = resultBytesMax;
        this.selector = new RowSelector(
                LogQueryPlan.compile(request.query()), request.range(), statistics, Deletions.of(request.deletions()));
        List<CandidateOrder.Ranked> ranked = CandidateOrder.rank(candidates, selector, request.direction(), 0);
        statistics.considered(ranked.size());
        this.candidates = ranked.iterator();
    }

    /** The next part of the answer in the form of the request's projection; null at the end. */
    public byte @Nullable [] nextBlock() {
        if (Thread.currentThread().isInterrupted()) {
            throw new LodurException(ErrorCode.CANCELLED, "the select was cancelled");
        }
        if (request.projection() == Projection.IDENTITIES) {
            return nextIdentities();
        }
        return request.limit() == 0 ? nextRows() : nextTopRows();
    }

    /** Ends the select and gives the block at hand back, at the end of the answer or before. */
    @Override
    public void close() {
        release();
        batchPending = false;
    }

    private byte @Nullable [] nextRows() {
        while (builder.sizeBytes() < BLOCK_BYTES && advance()) {
            RowBlock block = batch.block();
            int row = batch.selection().next(nextRow);
            int run = 0;
            for (;
                    row >= 0 && builder.sizeBytes() < BLOCK_BYTES;
                    row = batch.selection().next(row + 1)) {
                while (row >= block.runStart(run + 1)) {
                    run++;
                }
                builder.add(
                        block.labels(run),
                        block.timestamps()[row],
                        block.lines().bytes(),
                        block.lines().start(row),
                        block.lines().length(row),
                        PackedLabels.encode(block.metadata().at(row)));
            }
            batchPending = row >= 0;
            nextRow = row;
        }
        return builder.rows() == 0 ? null : BlockWriter.write(builder.build());
    }

    /** Goes on with the batch at hand or selects the rows of the next block that has any. */
    private boolean advance() {
        while (!batchPending && candidates.hasNext()) {
            read(candidates.next().candidate());
            nextRow = batch.selection().next(0);
            batchPending = nextRow >= 0;
        }
        if (!batchPending) {
            release();
        }
        return batchPending;
    }

    private void read(BlockCandidate candidate) {
        release();
        boolean allInTime = request.range().covers(candidate.minTimestampNanos(), candidate.maxTimestampNanos());
        statistics.opened(candidate.sizeBytes());
        RowBlock block = candidate.open();
        opened = candidate;
        selector.select(block, allInTime, batch);
    }

    private void release() {
        if (opened != null) {
            opened.release(batch.block());
            opened = null;
        }
    }

    private byte @Nullable [] nextTopRows() {
        Iterator<SelectedRow> rows = top;
        if (rows == null) {
            rows = collectTop().iterator();
            top = rows;
        }
        while (rows.hasNext() && builder.sizeBytes() < BLOCK_BYTES) {
            SelectedRow row = rows.next();
            builder.add(
                    row.stream(),
                    row.timestampNanos(),
                    row.line(),
                    0,
                    row.line().length,
                    PackedLabels.encode(row.metadata()));
        }
        return builder.rows() == 0 ? null : BlockWriter.write(builder.build());
    }

    /** The rows to keep, sorted so that streams stay together and equal times keep their order. */
    private List<SelectedRow> collectTop() {
        TopRows rows = new TopRows(request.direction(), request.limit(), new ResultBudget(resultBytesMax), statistics);
        while (candidates.hasNext()) {
            CandidateOrder.Ranked next = candidates.next();
            BlockCandidate candidate = next.candidate();
            if (!rows.mayAccept(CandidateOrder.firstNanos(candidate, request.direction()))) {
                break;
            }
            read(candidate);
            rows.offer(batch, next.firstSequence());
        }
        release();
        List<SelectedRow> sorted = rows.sorted();
        sorted.sort(Comparator.comparing(SelectedRow::stream).thenComparing(SelectedRow::compareForward));
        return sorted;
    }

    private byte @Nullable [] nextIdentities() {
        long[] timestamps = new long[IDENTITIES_MAX];
        long[] high = new long[IDENTITIES_MAX];
        long[] low = new long[IDENTITIES_MAX];
        int count = 0;
        while (count < IDENTITIES_MAX && advance()) {
            RowBlock block = batch.block();
            identity.begin(block);
            int row = nextRow;
            int run = 0;
            for (; row >= 0 && count < IDENTITIES_MAX; row = batch.selection().next(row + 1)) {
                while (row >= block.runStart(run + 1)) {
                    run++;
                }
                StreamId id = identity.of(row, run);
                timestamps[count] = block.timestamps()[row];
                high[count] = id.high();
                low[count] = id.low();
                count++;
            }
            batchPending = row >= 0;
            nextRow = row;
        }
        return count == 0 ? null : IdentityBlock.write(timestamps, high, low, count);
    }
}
