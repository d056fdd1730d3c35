package dev.lodur.ingester;

import dev.lodur.engine.AnnouncedSegment;
import dev.lodur.engine.Announcements;
import dev.lodur.engine.BlockCandidate;
import dev.lodur.engine.Deletions;
import dev.lodur.engine.IngesterQuery;
import dev.lodur.engine.LocalSelect;
import dev.lodur.engine.LogQueryPlan;
import dev.lodur.engine.PatternsReply;
import dev.lodur.engine.PatternsRequest;
import dev.lodur.engine.QueryStatistics;
import dev.lodur.engine.SegmentCandidates;
import dev.lodur.engine.SelectReply;
import dev.lodur.engine.SelectRequest;
import dev.lodur.engine.ServedSlice;
import dev.lodur.engine.StreamCounts;
import dev.lodur.engine.StreamSelector;
import dev.lodur.engine.StreamsReply;
import dev.lodur.engine.StreamsRequest;
import dev.lodur.engine.TailReply;
import dev.lodur.engine.TailRequest;
import dev.lodur.logql.LogqlParser;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.RowBlock;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import dev.lodur.segment.Segment;
import dev.lodur.store.Announcement;
import dev.lodur.store.GenerationId;
import dev.lodur.store.SliceName;
import dev.lodur.store.SliceSnapshot;
import dev.lodur.store.SpooledSlice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers queries out of what an ingester holds: the generations in memory and the slices in the spool.
 *
 * <p>One look at the border decides an answer, in this order: the generations, their chunks, the days they are of, the
 * slices. Rows that come in after the chunks were taken are not in the answer, and so the days named as served are all
 * that rows of the answer can be of. A generation that leaves the head in between is found among the slices too and
 * counts as in the head; none is missed. Thread-safe.
 */
final class HeadQuery implements IngesterQuery, AutoCloseable {
    private static final int LOOKS_MAX = 100;

    /** Buffers kept for blocks of the spool: two cores' worth. */
    private static final int SCRATCHES_MAX = 2;

    private final Ingester ingester;
    private final SpoolSegments segments;
    private final SegmentCandidates blocks = new SegmentCandidates(SCRATCHES_MAX);
    private final long resultBytesMax;
    private final Patterns patterns;

    /**
     * @param resultBytesMax memory that the rows of one limited select may take
     */
    HeadQuery(Ingester ingester, SpoolSegments segments, long resultBytesMax, Patterns patterns) {
        this.ingester = ingester;
        this.segments = segments;
        this.resultBytesMax = resultBytesMax;
        this.patterns = patterns;
    }

    /** What the ingester holds of a tenant and time range at one moment, and what it says about the border. */
    private record Held(List<HeadCandidate> chunks, List<Segment> slices, Announcements announcements) {}

    @Override
    public SelectReply select(SelectRequest request) {
        Held held = held(request.tenant(), request.range());
        List<BlockCandidate> candidates = new ArrayList<>();
        LogQueryPlan plan = LogQueryPlan.compile(request.query());
        held.slices().forEach(slice -> candidates.addAll(blocks.of(slice, plan, request.range(), false)));
        candidates.addAll(held.chunks());
        LocalSelect select = new LocalSelect(request, candidates, new QueryStatistics(), resultBytesMax);
        return new LocalReply(held.announcements(), select);
    }

    @Override
    public StreamsReply streams(StreamsRequest request) {
        StreamSelector selector = StreamSelector.of(LogqlParser.parseMatchers(request.selector()));
        Held held = held(request.tenant(), request.range());
        StreamCounts counts = new StreamCounts(request.buckets());
        Deletions deletions = Deletions.of(request.deletions());
        held.slices().forEach(slice -> counts.addSegment(slice, selector, deletions));
        for (HeadCandidate candidate : held.chunks()) {
            if (selector.matches(candidate.labels())) {
                count(candidate.labels(), candidate.chunk(), counts, deletions);
            }
        }
        return new StreamsReply(held.announcements(), counts.summaries());
    }

    @Override
    public TailReply tail(TailRequest request) {
        return ingester.tails().open(request);
    }

    /** A chunk that does not lie in one bucket, or may have deleted rows, is opened and its rows are counted. */
    private static void count(Labels labels, HeadChunk chunk, StreamCounts counts, Deletions deletions) {
        if (counts.takesWhole(chunk.minTimestampNanos(), chunk.maxTimestampNanos())
                && !deletions.mayTouch(labels, chunk.minTimestampNanos(), chunk.maxTimestampNanos())) {
            counts.add(labels, chunk.minTimestampNanos(), chunk.rows(), chunk.lineBytes());
        } else {
            RowBlock block = chunk.open();
            counts.addRows(labels, block, 0, block.rows(), deletions.in(block));
        }
    }

    @Override
    public PatternsReply patterns(PatternsRequest request) {
        return patterns.answer(request);
    }

    @Override
    public void close() {
        blocks.close();
    }

    /** Looks again where a slice has left the spool before it was open: it is announced by then. */
    private Held held(Tenant tenant, TimeRange range) {
        segments.closeGone();
        for (int look = 1; ; look++) {
            try {
                return look(tenant, range);
            } catch (LodurException e) {
                if (e.code() != ErrorCode.GONE || look == LOOKS_MAX) {
                    throw e;
                }
            }
        }
    }

    private Held look(Tenant tenant, TimeRange range) {
        Set<ServedSlice> served = new HashSet<>();
        List<HeadCandidate> chunks = new ArrayList<>();
        Set<Long> inHead = new HashSet<>();
        for (Generation generation : ingester.generations()) {
            TenantHead head = generation.tenant(tenant);
            if (head != null) {
                inHead.add(generation.number());
                addChunks(head, range, chunks);
                GenerationId id = ingester.id(generation);
                head.days().forEach(day -> served.add(new ServedSlice(id, LocalDate.ofEpochDay(day))));
            }
        }
        List<Segment> slices = new ArrayList<>();
        SliceSnapshot snapshot = ingester.slices();
        Set<SliceName> committed =
                snapshot.announced().stream().map(Announcement::slice).collect(Collectors.toSet());
        for (SpooledSlice slice : snapshot.served()) {
            SliceName name = slice.name();
            // One that is committed too may leave the spool at any moment: it is the bucket's already.
            if (name.tenant().equals(tenant) && !isInHead(name.generation(), inHead) && !committed.contains(name)) {
                served.add(new ServedSlice(name.generation(), name.day()));
                if (overlaps(slice, range)) {
                    slices.add(segments.open(slice));
                }
            }
        }
        return new Held(
                chunks,
                slices,
                new Announcements(
                        ingester.instance(), ingester.bootEpoch(), served, announced(snapshot.announced(), tenant)));
    }

    private static void addChunks(TenantHead head, TimeRange range, List<HeadCandidate> chunks) {
        for (StreamBuffer stream : head.streams()) {
            for (HeadChunk chunk : stream.chunks()) {
                if (range.overlaps(chunk.minTimestampNanos(), chunk.maxTimestampNanos())) {
                    chunks.add(new HeadCandidate(stream.labels(), chunk));
                }
            }
        }
    }

    private boolean isInHead(GenerationId generation, Set<Long> inHead) {
        return ingester.isOwn(generation) && inHead.contains(generation.number());
    }

    private static List<AnnouncedSegment> announced(List<Announcement> announcements, Tenant tenant) {
        List<AnnouncedSegment> announced = new ArrayList<>();
        for (Announcement announcement : announcements) {
            if (announcement.slice().tenant().equals(tenant)) {
                announced.add(new AnnouncedSegment(
                        announcement.slice().day(), announcement.catalogVersion(), announcement.entry()));
            }
        }
        return announced;
    }

    private static boolean overlaps(SpooledSlice slice, TimeRange range) {
        return range.overlaps(
                slice.summary().minTimestampNanos(), slice.summary().maxTimestampNanos());
    }

    /** A reply out of this process. */
    private record LocalReply(Announcements announcements, LocalSelect select) implements SelectReply {
        @Override
        public byte @Nullable [] nextBlock() {
            return select.nextBlock();
        }

        @Override
        public void close() {
            select.close();
        }
    }
}
