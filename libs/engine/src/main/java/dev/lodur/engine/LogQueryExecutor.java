package dev.lodur.engine;

import dev.lodur.engine.CandidateOrder.Ranked;
import dev.lodur.model.BlockReader;
import dev.lodur.model.RowBlock;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * Runs log queries over ingesters' replies and segments' blocks and merges what they yield. Thread-safe.
 *
 * <p>Memory: rows that are kept are charged to {@code resultBytesMax}, blocks being read to the bytes in flight.
 */
public final class LogQueryExecutor {
    /** Rows of one ingester stand together where times are equal; none sends so many. */
    private static final long SEQUENCES_OF_REPLY = 1L << 40;

    private final ExecutorService cpu;
    private final int parallelism;
    private final BytesInFlight bytesInFlight;
    private final long resultBytesMax;

    /**
     * @param cpu a fixed pool of platform threads, as many as {@code parallelism}
     * @param bytesInFlight shared by all queries of the process
     * @param resultBytesMax memory that the rows of one query may take
     */
    public LogQueryExecutor(ExecutorService cpu, int parallelism, BytesInFlight bytesInFlight, long resultBytesMax) {
        this.cpu = cpu;
        this.parallelism = parallelism;
        this.bytesInFlight = bytesInFlight;
        this.resultBytesMax = resultBytesMax;
    }

    /** Runs a query; replies are closed in any case. The calling thread waits, so let it be a virtual one. */
    public LogQueryResult execute(LogQuery query, QuerySources sources, QueryControl control) {
        QueryStatistics statistics = new QueryStatistics();
        List<SelectedRow> sorted = rows(query, sources, control, statistics);
        return new LogQueryResult(ResultGrouping.group(sorted, query.categorizeLabels()), statistics.snapshot());
    }

    /** The rows of a query in the order of its direction, not sorted into streams yet; otherwise as {@link #execute}. */
    public List<SelectedRow> rows(LogQuery query, QuerySources sources, QueryControl control) {
        return rows(query, sources, control, new QueryStatistics());
    }

    private List<SelectedRow> rows(
            LogQuery query, QuerySources sources, QueryControl control, QueryStatistics statistics) {
        ResultBudget budget = new ResultBudget(resultBytesMax);
        // Which entries an interval leaves is only known once all are in order, so the limit cannot cut before that.
        int limit = query.intervalNanos() > 0 ? 0 : query.limit();
        TopRows rows = new TopRows(query.direction(), limit, budget, statistics);
        RowSelector selector = new RowSelector(query.plan(), query.range(), statistics, sources.deletions());
        long sequence = 0;
        for (BlockCandidate candidate : sources.candidates()) {
            sequence += candidate.rows();
        }
        // Ingesters hold what came last, so their rows stand behind those of segments where times are equal.
        readReplies(query.plan().program(), sources.replies(), selector, rows, sequence, control, statistics);
        readBlocks(query, sources.candidates(), selector, rows, control, statistics);
        List<SelectedRow> sorted = Thinning.apply(rows.sorted(), query.intervalNanos(), query.limit());
        statistics.returned(sorted.size());
        return sorted;
    }

    private static void readReplies(
            RowProgram program,
            List<SelectReply> replies,
            RowSelector selector,
            TopRows rows,
            long firstSequence,
            QueryControl control,
            QueryStatistics statistics) {
        RowBatch batch = new RowBatch();
        long[] sequences = new long[replies.size()];
        Replies.read(replies, control, (reply, bytes) -> {
            RowBlock block = BlockReader.read(bytes);
            statistics.received(block.rows());
            selector.select(block, false, batch);
            offer(program, batch, rows, firstSequence + reply * SEQUENCES_OF_REPLY + sequences[reply], statistics);
            sequences[reply] += block.rows();
        });
    }

    private void readBlocks(
            LogQuery query,
            List<BlockCandidate> candidates,
            RowSelector selector,
            TopRows rows,
            QueryControl control,
            QueryStatistics statistics) {
        List<Ranked> ranked = CandidateOrder.rank(candidates, selector, query.direction(), 0);
        statistics.considered(ranked.size());
        new BlockScan<TopRows>(cpu, bytesInFlight, parallelism, control, statistics)
                .run(
                        ranked,
                        candidate -> rows.mayAccept(CandidateOrder.firstNanos(candidate, query.direction())),
                        (block, from) -> {
                            RowBatch batch = new RowBatch();
                            BlockCandidate candidate = from.candidate();
                            boolean allInTime =
                                    query.range().covers(candidate.minTimestampNanos(), candidate.maxTimestampNanos());
                            selector.select(block, allInTime, batch);
                            TopRows found = rows.forPart();
                            offer(query.plan().program(), batch, found, from.firstSequence(), statistics);
                            return found;
                        },
                        found -> found.drainTo(rows));
    }

    private static void offer(
            RowProgram program, RowBatch batch, TopRows rows, long firstSequence, QueryStatistics statistics) {
        if (program.isEmpty()) {
            rows.offer(batch, firstSequence);
            return;
        }
        RowPipeline pipeline = program.borrow();
        pipeline.begin(batch);
        rows.offer(batch, firstSequence, pipeline);
        statistics.survived(pipeline.survivors());
        program.giveBack(pipeline);
    }
}
