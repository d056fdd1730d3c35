package dev.lodur.engine;

import dev.lodur.logql.Grouping;
import dev.lodur.model.BlockReader;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.RowBlock;
import dev.lodur.model.StreamId;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Counts the entries of the windows of all steps exactly, each once however often it is stored, in bounded memory.
 * Thread-safe.
 *
 * <p>Rows are read once, also where windows overlap: a row adds one at the first step whose window has it and takes it
 * away behind the last one. Entries are told apart by their identities. Where those do not fit the budget the time is
 * halved and both halves are read: equal entries have equal times, so none falls into both.
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

    /** For each label set how many entries its window has at each step. */
    Map<Labels, long[]> count(
            Tenant tenant,
            MetricPlan.Count count,
            Steps steps,
            SourceOpener sources,
            QueryControl control,
            QueryStatistics statistics) {
        TimeRange time = new TimeRange(
                steps.firstNanos() - count.offsetNanos() - count.rangeNanos() + 1,
                steps.lastNanos() - count.offsetNanos() + 1);
        Map<Labels, long[]> changes = new HashMap<>();
        countTime(new Job(tenant, count, steps, sources, control, statistics, changes), time);
        for (long[] counts : changes.values()) {
            for (int step = 1; step < counts.length; step++) {
                counts[step] += counts[step - 1];
            }
        }
        return changes;
    }

    private record Job(
            Tenant tenant,
            MetricPlan.Count count,
            Steps steps,
            SourceOpener sources,
            QueryControl control,
            QueryStatistics statistics,
            Map<Labels, long[]> changes) {}

    private void countTime(Job job, TimeRange window) {
        Counter counter = new Counter(job, new IdentitySet(identityBytesMax));
        try {
            countOnce(job, window, counter).forEach((labels, counted) -> {
                long[] changes = job.changes().computeIfAbsent(labels, added -> new long[counted.length]);
                for (int step = 0; step < counted.length; step++) {
                    changes[step] += counted[step];
                }
            });
            checkSeries(job.changes().size());
        } catch (IdentitySet.Full e) {
            long length = window.endNanos() - window.startNanos();
            if (length < WINDOW_NANOS_MIN) {
                throw new LodurException(
                        ErrorCode.LIMIT_EXCEEDED,
                        "more entries within a millisecond than can be counted in " + identityBytesMax + " bytes",
                        e);
            }
            long middle = counter.middleNanos(window);
            countTime(job, new TimeRange(window.startNanos(), middle));
            countTime(job, new TimeRange(middle, window.endNanos()));
        }
    }

    private void checkSeries(int series) {
        if (series > seriesMax) {
            throw new LodurException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "maximum number of series (" + seriesMax
                            + ") reached for a single query; consider reducing query cardinality by adding more specific"
                            + " stream selectors, reducing the time range, or aggregating results with functions like"
                            + " sum(), count() or topk()");
        }
    }

    private Map<Labels, long[]> countOnce(Job job, TimeRange window, Counter counter) {
        LogQueryPlan plan = job.count().log();
        // Labels and errors need the rows themselves; a plain sum does with their identities.
        boolean identitiesOnly = job.count().isTotal() && plan.isFullyPushed() && !plan.derivesLabels();
        SelectRequest request = new SelectRequest(
                job.tenant(),
                plan.pushdown(),
                window,
                Direction.FORWARD,
                0,
                identitiesOnly ? Projection.IDENTITIES : Projection.LINES);
        QuerySources sources = job.sources().open(request, plan);
        RowSelector selector = new RowSelector(plan, window, job.statistics());
        RowBatch replyBatch = new RowBatch();
        Replies.read(
                sources.replies(),
                job.control(),
                (reply, bytes) -> countReply(job, bytes, identitiesOnly, selector, replyBatch, counter));
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
                            return CountedRows.of(batch, job.count().grouping());
                        },
                        counter::add);
        return counter.changes;
    }

    private static void countReply(
            Job job, byte[] bytes, boolean identitiesOnly, RowSelector selector, RowBatch batch, Counter counter) {
        if (identitiesOnly) {
            IdentityBlock block = IdentityBlock.read(bytes);
            job.statistics().received(block.rows());
            for (int row = 0; row < block.rows(); row++) {
                counter.add(Labels.EMPTY, block.timestampNanos(row), block.high(row), block.low(row));
            }
        } else {
            RowBlock block = BlockReader.read(bytes);
            job.statistics().received(block.rows());
            selector.select(block, false, batch);
            counter.add(CountedRows.of(batch, job.count().grouping()));
        }
    }

    /** The rows of a block that count: times, identities and groups. */
    private record CountedRows(long[] timestamps, long[] high, long[] low, int[] groups, List<Labels> labels) {
        static CountedRows of(RowBatch batch, @Nullable Grouping grouping) {
            Selection selection = batch.selection();
            int count = selection.count();
            if (count == 0) {
                return new CountedRows(new long[0], new long[0], new long[0], new int[0], List.of());
            }
            RowBlock block = batch.block();
            RowIdentity identity = new RowIdentity();
            identity.begin(block);
            RowGroups groups = new RowGroups(batch, grouping);
            CountedRows rows =
                    new CountedRows(new long[count], new long[count], new long[count], new int[count], groups.groups());
            int run = 0;
            int next = 0;
            for (int row = selection.next(0); row >= 0; row = selection.next(row + 1)) {
                while (row >= block.runStart(run + 1)) {
                    run++;
                }
                refuseErrors(batch, row, block.labels(run));
                StreamId id = identity.of(row, run);
                rows.timestamps[next] = block.timestamps()[row];
                rows.high[next] = id.high();
                rows.low[next] = id.low();
                rows.groups[next] = groups.of(row, run);
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

    /** What is counted so far: for each label set the changes from step to step. */
    private final class Counter {
        private final Job job;
        private final IdentitySet seen;
        private final Map<Labels, long[]> changes = new HashMap<>();
        private long minNanos = Long.MAX_VALUE;
        private long maxNanos = Long.MIN_VALUE;

        Counter(Job job, IdentitySet seen) {
            this.job = job;
            this.seen = seen;
        }

        /** Where to divide the time: amid the rows seen so far, so that each half has some of them. */
        long middleNanos(TimeRange window) {
            return minNanos < maxNanos
                    ? minNanos + (maxNanos - minNanos) / 2 + 1
                    : window.startNanos() + (window.endNanos() - window.startNanos()) / 2;
        }

        void add(CountedRows rows) {
            for (int i = 0; i < rows.high().length; i++) {
                add(rows.labels().get(rows.groups()[i]), rows.timestamps()[i], rows.high()[i], rows.low()[i]);
            }
        }

        void add(Labels labels, long timestampNanos, long high, long low) {
            minNanos = Math.min(minNanos, timestampNanos);
            maxNanos = Math.max(maxNanos, timestampNanos);
            if (!seen.add(high, low)) {
                job.statistics().duplicate();
                return;
            }
            Steps steps = job.steps();
            long seenFrom = timestampNanos + job.count().offsetNanos();
            int first = steps.firstAtOrAfter(seenFrom);
            int end = steps.firstAtOrAfter(seenFrom + job.count().rangeNanos());
            if (first < end) {
                long[] counts = changes.get(labels);
                if (counts == null) {
                    checkSeries(changes.size() + 1);
                    counts = new long[steps.count()];
                    changes.put(labels, counts);
                }
                counts[first]++;
                if (end < counts.length) {
                    counts[end]--;
                }
            }
        }
    }
}
