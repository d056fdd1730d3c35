package dev.lodur.engine;

import dev.lodur.engine.metric.CountFold;
import dev.lodur.engine.metric.Fold;
import dev.lodur.engine.metric.Folds;
import dev.lodur.engine.metric.Series;
import dev.lodur.engine.metric.Steps;
import dev.lodur.engine.metric.Windows;
import dev.lodur.model.BlockReader;
import dev.lodur.model.ByteSize;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.RowBlock;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * Computes range aggregations over the windows of all steps, each entry once however often it is stored, in bounded
 * memory. Thread-safe.
 *
 * <p>Rows are read once, also where windows overlap, see {@link Windows}. Entries are told apart by their identities. Where
 * those do not fit the budget the time is divided and its parts are read: equal entries have equal times, so none falls
 * into two.
 */
public final class RangeExecutor {
    /** A window is not halved below this; so many entries in so short a time are refused. */
    private static final long WINDOW_NANOS_MIN = 1_000_000;

    /** Into so many parts a time is divided at once: each asks all sources, also where it has no rows. */
    private static final int PARTS_MAX = 8;

    /** What a series takes beside its fold: its labels, its place in tables. */
    private static final long SERIES_OVERHEAD_BYTES = 600;

    private final ExecutorService cpu;
    private final int parallelism;
    private final BytesInFlight bytesInFlight;
    private final long identityBytesMax;
    private final long seriesBytesMax;

    /**
     * @param cpu a fixed pool of platform threads, as many as {@code parallelism}
     * @param identityBytesMax memory for the identities of one query
     * @param seriesBytesMax memory for the series of one aggregation
     */
    public RangeExecutor(
            ExecutorService cpu,
            int parallelism,
            BytesInFlight bytesInFlight,
            long identityBytesMax,
            long seriesBytesMax) {
        this.cpu = cpu;
        this.parallelism = parallelism;
        this.bytesInFlight = bytesInFlight;
        this.identityBytesMax = identityBytesMax;
        this.seriesBytesMax = seriesBytesMax;
    }

    /** The series of an aggregation, in no order. */
    List<Series> execute(
            Tenant tenant,
            MetricPlan.Range plan,
            Steps steps,
            SourceOpener sources,
            QueryControl control,
            QueryStatistics statistics) {
        Windows windows = new Windows(steps, plan.rangeNanos(), plan.offsetNanos());
        if (plan.rangeNanos() == 0) {
            return List.of();
        }
        Map<Labels, Fold> folds = new HashMap<>();
        TimeRange time = new TimeRange(windows.firstNanos(), windows.lastNanos() + 1);
        read(new Job(tenant, plan, windows, sources, control, statistics, folds), time);
        List<Series> series = new ArrayList<>();
        folds.forEach((labels, fold) -> {
            double[] values = new double[steps.count()];
            BitSet present = new BitSet();
            fold.finish(windows, values, present);
            if (!present.isEmpty()) {
                series.add(new Series(labels, values, present));
            }
        });
        return series;
    }

    private record Job(
            Tenant tenant,
            MetricPlan.Range plan,
            Windows windows,
            SourceOpener sources,
            QueryControl control,
            QueryStatistics statistics,
            Map<Labels, Fold> folds) {
        Fold newFold() {
            return Folds.of(plan.operation(), plan.unwrap() != null, plan.parameter(), windows);
        }
    }

    private void read(Job job, TimeRange time) {
        Collector collector = new Collector(job, new IdentitySet(identityBytesMax));
        try {
            readOnce(job, time, collector);
        } catch (IdentitySet.Full e) {
            long length = time.endNanos() - time.startNanos();
            if (length < WINDOW_NANOS_MIN) {
                throw new LodurException(
                        ErrorCode.LIMIT_EXCEEDED,
                        "more entries within a millisecond than can be counted in " + identityBytesMax + " bytes",
                        e);
            }
            readParts(job, time, collector.middleNanos(time), collector.minNanos);
            return;
        }
        collector.folds.forEach((labels, fold) -> job.folds().merge(labels, fold, (before, added) -> {
            before.addAll(added);
            return before;
        }));
    }

    /**
     * Reads a time in parts of which the first ends at a given time. Blocks come in about the order of time, so what was
     * seen until the budget was full tells how dense the rows are, and the next parts are made as long: each that is
     * read until it is full as well is read for nothing.
     */
    private void readParts(Job job, TimeRange time, long firstEndNanos, long firstRowNanos) {
        long stride = Math.max(firstEndNanos - Math.max(time.startNanos(), firstRowNanos), WINDOW_NANOS_MIN);
        long from = time.startNanos();
        long to = firstEndNanos;
        for (int part = 1; part < PARTS_MAX && to < time.endNanos(); part++) {
            read(job, new TimeRange(from, to));
            from = to;
            to = time.endNanos() - to > stride ? to + stride : time.endNanos();
        }
        read(job, new TimeRange(from, time.endNanos()));
    }

    private void readOnce(Job job, TimeRange time, Collector collector) {
        MetricPlan.Range plan = job.plan();
        LogQueryPlan log = plan.log();
        // Labels, errors and sizes need the rows themselves; a plain total does with their identities.
        boolean identitiesOnly = plan.isTotal()
                && plan.countsLines()
                && !plan.countsBytes()
                && log.isFullyPushed()
                && !log.derivesLabels();
        SelectRequest request = new SelectRequest(
                job.tenant(),
                log.pushdown(),
                time,
                Direction.FORWARD,
                0,
                identitiesOnly ? Projection.IDENTITIES : Projection.LINES);
        QuerySources sources = job.sources().open(request, log);
        RowSelector selector = new RowSelector(log, time, job.statistics(), sources.deletions());
        RowBatch replyBatch = new RowBatch();
        UniqueBlocks unique = new UniqueBlocks(log.selector());
        Replies.read(
                sources.replies(),
                job.control(),
                (reply, bytes) ->
                        addReply(job, bytes, identitiesOnly, selector, new Reading(replyBatch, unique), collector));
        readBlocks(job, time, selector, sources, unique.find(sources.candidates()), collector);
    }

    /** What replies are read with. */
    private record Reading(RowBatch batch, UniqueBlocks unique) {}

    private void readBlocks(
            Job job,
            TimeRange time,
            RowSelector selector,
            QuerySources sources,
            Set<BlockCandidate> unique,
            Collector collector) {
        MetricPlan.Range plan = job.plan();
        List<BlockCandidate> candidates = sources.candidates();
        Set<BlockCandidate> countable = untouched(unique, sources.deletions());
        IndexCounts index = new IndexCounts(plan, job.windows(), time);
        List<BlockCandidate> toRead = new ArrayList<>();
        for (BlockCandidate candidate : candidates) {
            boolean counted = candidate instanceof IndexedBlock block
                    && countable.contains(block)
                    && index.count(block, collector::addMany);
            if (!counted) {
                toRead.add(candidate);
            }
        }
        List<CandidateOrder.Ranked> ranked = CandidateOrder.rank(toRead, selector, Direction.FORWARD, 0);
        job.statistics().considered(candidates.size());
        new BlockScan<RangeSamples>(cpu, bytesInFlight, parallelism, job.control(), job.statistics())
                .run(
                        ranked.stream()
                                .map(one -> new CandidateOrder.Ranked(
                                        CountedBlock.of(one.candidate(), index, countable), one.firstSequence()))
                                .toList(),
                        candidate -> true,
                        (block, from) -> {
                            BlockCandidate candidate = from.candidate();
                            RowBatch batch = new RowBatch();
                            selector.select(
                                    block,
                                    time.covers(candidate.minTimestampNanos(), candidate.maxTimestampNanos()),
                                    batch);
                            return candidate instanceof CountedBlock
                                    ? RangeSamples.ofStreams(batch, plan)
                                    : RangeSamples.of(
                                            batch, plan, job.windows(), unique.contains(candidate), job.statistics());
                        },
                        collector::add);
    }

    /** What an index counts, or the times alone, say nothing of rows that are deleted. */
    private static Set<BlockCandidate> untouched(Set<BlockCandidate> unique, Deletions deletions) {
        if (deletions.isEmpty()) {
            return unique;
        }
        Set<BlockCandidate> untouched = Collections.newSetFromMap(new IdentityHashMap<>());
        unique.stream().filter(block -> !deletions.mayTouch(block)).forEach(untouched::add);
        return untouched;
    }

    private static void addReply(
            Job job, byte[] bytes, boolean identitiesOnly, RowSelector selector, Reading reading, Collector collector) {
        if (identitiesOnly) {
            IdentityBlock block = IdentityBlock.read(bytes);
            job.statistics().received(block.rows());
            for (int row = 0; row < block.rows(); row++) {
                reading.unique().addReply(block.timestampNanos(row));
                collector.add(Labels.EMPTY, block.timestampNanos(row), block.high(row), block.low(row), 1);
            }
        } else {
            RowBlock block = BlockReader.read(bytes);
            job.statistics().received(block.rows());
            for (int run = 0; run < block.runs(); run++) {
                long[] times = block.timestamps();
                reading.unique()
                        .addReply(block.labels(run), times[block.runStart(run)], times[block.runStart(run + 1) - 1]);
            }
            selector.select(block, false, reading.batch());
            collector.add(RangeSamples.of(reading.batch(), job.plan(), job.windows(), false, job.statistics()));
        }
    }

    /** What is read so far. */
    private final class Collector {
        private final Job job;
        private final IdentitySet seen;
        private final Map<Labels, Fold> folds = new HashMap<>();
        private long foldBytes;
        private long minNanos = Long.MAX_VALUE;
        private long maxNanos = Long.MIN_VALUE;

        Collector(Job job, IdentitySet seen) {
            this.job = job;
            this.seen = seen;
        }

        /** Where to divide the time: amid the rows seen so far, so that each half has some of them. */
        long middleNanos(TimeRange time) {
            return minNanos < maxNanos
                    ? minNanos + (maxNanos - minNanos) / 2 + 1
                    : time.startNanos() + (time.endNanos() - time.startNanos()) / 2;
        }

        void add(RangeSamples samples) {
            Fold[] groups = new Fold[samples.labels().size()];
            for (int i = 0; i < samples.count(); i++) {
                long nanos = samples.timestamps()[i];
                int pane = samples.isUnique()
                        ? job.windows().pane(nanos)
                        : pane(nanos, samples.high()[i], samples.low()[i]);
                if (pane < 0) {
                    continue;
                }
                int group = samples.groups()[i];
                Fold fold = groups[group];
                if (fold == null) {
                    fold = fold(samples.labels().get(group));
                    groups[group] = fold;
                }
                add(fold, pane, nanos, samples.value(i));
            }
        }

        void add(Labels labels, long nanos, long high, long low, double value) {
            int pane = pane(nanos, high, low);
            if (pane >= 0) {
                add(fold(labels), pane, nanos, value);
            }
        }

        /** Adds what an index has counted. */
        void addMany(Labels labels, int pane, long rows, long lineBytes) {
            if (fold(labels) instanceof CountFold counts) {
                counts.addMany(pane, rows, lineBytes);
            }
        }

        /** Where an entry belongs that was not seen before; -1 where it belongs nowhere. */
        private int pane(long nanos, long high, long low) {
            minNanos = Math.min(minNanos, nanos);
            maxNanos = Math.max(maxNanos, nanos);
            if (!seen.add(high, low)) {
                job.statistics().duplicate();
                return -1;
            }
            return job.windows().pane(nanos);
        }

        private void add(Fold fold, int pane, long nanos, double value) {
            long before = fold.sizeBytes();
            fold.add(pane, nanos, value);
            charge(fold.sizeBytes() - before);
        }

        private Fold fold(Labels labels) {
            Fold known = folds.get(labels);
            if (known == null) {
                known = job.newFold();
                charge(known.sizeBytes() + SERIES_OVERHEAD_BYTES);
                folds.put(labels, known);
            }
            return known;
        }

        private void charge(long bytes) {
            foldBytes += bytes;
            if (foldBytes > seriesBytesMax) {
                throw new LodurException(
                        ErrorCode.LIMIT_EXCEEDED,
                        "the query makes " + folds.size() + " series, more than fit its budget of "
                                + new ByteSize(seriesBytesMax)
                                + "; tell fewer series apart with sum by (...), or ask for a shorter time or a longer"
                                + " step");
            }
        }
    }
}
