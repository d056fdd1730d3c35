package dev.lodur.engine;

import dev.lodur.model.BlockReader;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.RowBlock;
import dev.lodur.model.StreamId;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/**
 * Counts the entries of a window exactly, each once however often it is stored, in bounded memory. Thread-safe.
 *
 * <p>Entries are told apart by their identities. Where those of a window do not fit the budget the window is halved and
 * both halves are read: equal entries have equal times, so none falls into both.
 */
public final class CountExecutor {
    /** A window is not halved below this; so many entries in so short a time are refused. */
    private static final long WINDOW_NANOS_MIN = 1_000_000;

    private final ExecutorService cpu;
    private final int parallelism;
    private final BytesInFlight bytesInFlight;
    private final long identityBytesMax;
    private final int seriesMax;

    /**
     * @param cpu a fixed pool of platform threads, as many as {@code parallelism}
     * @param identityBytesMax memory for the identities of one query
     * @param seriesMax label sets that may be counted apart, {@code max_query_series}
     */
    public CountExecutor(
            ExecutorService cpu, int parallelism, BytesInFlight bytesInFlight, long identityBytesMax, int seriesMax) {
        this.cpu = cpu;
        this.parallelism = parallelism;
        this.bytesInFlight = bytesInFlight;
        this.identityBytesMax = identityBytesMax;
        this.seriesMax = seriesMax;
    }

    /** The samples of a count at an instant; none where there is no entry. */
    List<Sample> count(
            Tenant tenant,
            InstantPlan.Count count,
            long timeNanos,
            SourceOpener sources,
            QueryControl control,
            QueryStatistics statistics) {
        long end = timeNanos - count.offsetNanos();
        TimeRange window = new TimeRange(end - count.rangeNanos() + 1, end + 1);
        Map<Labels, Long> totals = new HashMap<>();
        countWindow(new Job(tenant, count, sources, control, statistics, totals), window);
        List<Sample> samples = new ArrayList<>();
        totals.forEach((labels, total) -> samples.add(new Sample(labels, total)));
        return samples;
    }

    private record Job(
            Tenant tenant,
            InstantPlan.Count count,
            SourceOpener sources,
            QueryControl control,
            QueryStatistics statistics,
            Map<Labels, Long> totals) {}

    private void countWindow(Job job, TimeRange window) {
        try {
            Map<Labels, Long> counted = countOnce(job, window);
            counted.forEach((labels, entries) -> job.totals().merge(labels, entries, Long::sum));
            if (job.totals().size() > seriesMax) {
                throw new LodurException(
                        ErrorCode.LIMIT_EXCEEDED,
                        "maximum number of series (" + seriesMax
                                + ") reached for a single query; consider reducing query cardinality by adding more specific"
                                + " stream selectors, reducing the time range, or aggregating results with functions like"
                                + " sum(), count() or topk()");
            }
        } catch (IdentitySet.Full e) {
            long length = window.endNanos() - window.startNanos();
            if (length < WINDOW_NANOS_MIN) {
                throw new LodurException(
                        ErrorCode.LIMIT_EXCEEDED,
                        "more entries within a millisecond than can be counted in " + identityBytesMax + " bytes",
                        e);
            }
            long middle = window.startNanos() + length / 2;
            countWindow(job, new TimeRange(window.startNanos(), middle));
            countWindow(job, new TimeRange(middle, window.endNanos()));
        }
    }

    private Map<Labels, Long> countOnce(Job job, TimeRange window) {
        LogQueryPlan plan = job.count().log();
        // Labels and errors need the rows themselves; a plain sum does with their identities.
        boolean identitiesOnly = job.count().summed() && plan.isFullyPushed() && !plan.derivesLabels();
        SelectRequest request = new SelectRequest(
                job.tenant(),
                plan.pushdown(),
                window,
                Direction.FORWARD,
                0,
                identitiesOnly ? Projection.IDENTITIES : Projection.LINES);
        QuerySources sources = job.sources().open(request, plan);
        RowSelector selector = new RowSelector(plan, window, job.statistics());
        Counter counter = new Counter(job.count().summed(), new IdentitySet(identityBytesMax), job.statistics());
        try {
            for (SelectReply reply : sources.replies()) {
                countReply(job, reply, identitiesOnly, selector, counter);
            }
        } finally {
            sources.replies().forEach(SelectReply::close);
        }
        List<CandidateOrder.Ranked> ranked = CandidateOrder.rank(sources.candidates(), selector, Direction.FORWARD, 0);
        job.statistics().considered(ranked.size());
        new BlockScan<CountedRows>(cpu, bytesInFlight, parallelism, job.control(), job.statistics())
                .run(
                        ranked,
                        candidate -> true,
                        (block, from) -> {
                            BlockCandidate candidate = from.candidate();
                            RowBatch batch = new RowBatch();
                            selector.select(
                                    block,
                                    window.covers(candidate.minTimestampNanos(), candidate.maxTimestampNanos()),
                                    batch);
                            return CountedRows.of(batch, job.count().summed());
                        },
                        counter::add);
        return counter.totals();
    }

    private static void countReply(
            Job job, SelectReply reply, boolean identitiesOnly, RowSelector selector, Counter counter) {
        RowBatch batch = new RowBatch();
        for (byte[] bytes = reply.nextBlock(); bytes != null; bytes = reply.nextBlock()) {
            job.control().check();
            if (identitiesOnly) {
                IdentityBlock block = IdentityBlock.read(bytes);
                job.statistics().received(block.rows());
                for (int row = 0; row < block.rows(); row++) {
                    counter.add(Labels.EMPTY, block.high(row), block.low(row));
                }
            } else {
                RowBlock block = BlockReader.read(bytes);
                job.statistics().received(block.rows());
                selector.select(block, false, batch);
                counter.add(CountedRows.of(batch, job.count().summed()));
            }
        }
    }

    /** The rows of a block that count: identities, and the label set of each unless all are summed. */
    private record CountedRows(long[] high, long[] low, int[] groups, List<Labels> labels) {
        static CountedRows of(RowBatch batch, boolean summed) {
            Selection selection = batch.selection();
            int count = selection.count();
            CountedRows rows =
                    new CountedRows(new long[count], new long[count], new int[summed ? 0 : count], new ArrayList<>());
            RowBlock block = batch.block();
            RowIdentity identity = new RowIdentity();
            identity.begin(block);
            Map<Labels, Integer> numbers = new HashMap<>();
            int run = 0;
            int next = 0;
            for (int row = selection.next(0); row >= 0; row = selection.next(row + 1)) {
                while (row >= block.runStart(run + 1)) {
                    run++;
                }
                StreamId id = identity.of(row);
                rows.high[next] = id.high();
                rows.low[next] = id.low();
                refuseErrors(batch, row, block.labels(run));
                if (!summed) {
                    Labels labels = ResultGrouping.merge(
                            block.labels(run),
                            ExposedNames.expose(
                                    block.labels(run), block.metadata().at(row)),
                            batch.derived(row));
                    rows.groups[next] = numbers.computeIfAbsent(labels, added -> {
                        rows.labels.add(added);
                        return rows.labels.size() - 1;
                    });
                }
                next++;
            }
            return rows;
        }

        private static void refuseErrors(RowBatch batch, int row, Labels stream) {
            Labels derived = batch.derived(row);
            if (derived.has(RowBatch.ERROR)) {
                throw new LodurException(
                        ErrorCode.INVALID_QUERY,
                        "pipeline error: '" + derived.get(RowBatch.ERROR) + "' for series: '"
                                + ResultGrouping.merge(stream, Labels.EMPTY, derived)
                                + "'; leave such lines out with a filter, | __error__=\"\"");
            }
        }
    }

    private static final class Counter {
        private final boolean summed;
        private final IdentitySet seen;
        private final QueryStatistics statistics;
        private final Map<Labels, Long> totals = new HashMap<>();
        private long sum;

        Counter(boolean summed, IdentitySet seen, QueryStatistics statistics) {
            this.summed = summed;
            this.seen = seen;
            this.statistics = statistics;
        }

        void add(CountedRows rows) {
            for (int i = 0; i < rows.high().length; i++) {
                add(summed ? Labels.EMPTY : rows.labels().get(rows.groups()[i]), rows.high()[i], rows.low()[i]);
            }
        }

        void add(Labels labels, long high, long low) {
            if (!seen.add(high, low)) {
                statistics.duplicate();
            } else if (summed) {
                sum++;
            } else {
                totals.merge(labels, 1L, Long::sum);
            }
        }

        Map<Labels, Long> totals() {
            if (summed) {
                return sum == 0 ? Map.of() : Map.of(Labels.EMPTY, sum);
            }
            return totals;
        }
    }
}
