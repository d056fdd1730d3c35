package dev.lodur.ingester;

import dev.lodur.engine.AnnouncedSegment;
import dev.lodur.engine.Announcements;
import dev.lodur.engine.BlockCandidate;
import dev.lodur.engine.IngesterQuery;
import dev.lodur.engine.LocalSelect;
import dev.lodur.engine.LogQueryPlan;
import dev.lodur.engine.QueryStatistics;
import dev.lodur.engine.SelectReply;
import dev.lodur.engine.SelectRequest;
import dev.lodur.engine.ServedSlice;
import dev.lodur.engine.StreamCounts;
import dev.lodur.engine.StreamSelector;
import dev.lodur.engine.StreamSummary;
import dev.lodur.engine.StreamsReply;
import dev.lodur.engine.StreamsRequest;
import dev.lodur.logql.LogqlParser;
import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import dev.lodur.store.Announcement;
import dev.lodur.store.SpooledSlice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers queries out of what an ingester holds: the generations in memory and the slices in the spool.
 *
 * <p>One look at the border decides an answer: first the generations are taken, then the slices. A generation that leaves
 * the head in between is found in both and counts as in the head; none is missed. Thread-safe.
 */
final class HeadQuery implements IngesterQuery {
    private final Ingester ingester;
    private final SpoolSegments segments;
    private final long resultBytesMax;

    /**
     * @param resultBytesMax memory that the rows of one limited select may take
     */
    HeadQuery(Ingester ingester, SpoolSegments segments, long resultBytesMax) {
        this.ingester = ingester;
        this.segments = segments;
        this.resultBytesMax = resultBytesMax;
    }

    /** What the ingester holds of a tenant at one moment, and what it says about the border. */
    private record Held(List<TenantHead> heads, List<SpooledSlice> slices, Announcements announcements) {}

    @Override
    public SelectReply select(SelectRequest request) {
        Held held = held(request.tenant());
        LogQueryPlan plan = LogQueryPlan.compile(request.query());
        List<BlockCandidate> candidates = new ArrayList<>();
        for (SpooledSlice slice : held.slices()) {
            if (overlaps(slice, request.range())) {
                candidates.addAll(segments.candidates(slice, plan, request.range()));
            }
        }
        for (TenantHead head : held.heads()) {
            addCandidates(head, request.range(), candidates);
        }
        LocalSelect select = new LocalSelect(request, candidates, new QueryStatistics(), resultBytesMax);
        return new LocalReply(held.announcements(), select);
    }

    private static void addCandidates(TenantHead head, TimeRange range, List<BlockCandidate> candidates) {
        for (StreamBuffer stream : head.streams()) {
            for (HeadChunk chunk : stream.chunks()) {
                if (range.overlaps(chunk.minTimestampNanos(), chunk.maxTimestampNanos())) {
                    candidates.add(new HeadCandidate(stream.labels(), chunk));
                }
            }
        }
    }

    @Override
    public StreamsReply streams(StreamsRequest request) {
        Held held = held(request.tenant());
        StreamSelector selector = StreamSelector.of(LogqlParser.parseMatchers(request.selector()));
        StreamCounts counts = new StreamCounts(request.range());
        for (SpooledSlice slice : held.slices()) {
            if (overlaps(slice, request.range())) {
                segments.count(slice, selector, counts);
            }
        }
        for (TenantHead head : held.heads()) {
            for (StreamBuffer stream : head.streams()) {
                if (selector.matches(stream.labels())) {
                    stream.chunks().forEach(chunk -> count(stream.labels(), chunk, counts));
                }
            }
        }
        List<StreamSummary> streams = counts.summaries();
        return new StreamsReply(held.announcements(), streams);
    }

    /** A chunk that lies partly outside the range is opened and its rows are counted. */
    private static void count(Labels labels, HeadChunk chunk, StreamCounts counts) {
        if (counts.range().covers(chunk.minTimestampNanos(), chunk.maxTimestampNanos())) {
            counts.add(labels, chunk.rows(), chunk.lineBytes());
        } else if (counts.range().overlaps(chunk.minTimestampNanos(), chunk.maxTimestampNanos())) {
            RowBlock block = chunk.open();
            counts.addRows(labels, block, 0, block.rows());
        }
    }

    private Held held(Tenant tenant) {
        List<Generation> generations = ingester.generations();
        var snapshot = ingester.slices();
        Set<ServedSlice> served = new HashSet<>();
        List<TenantHead> heads = new ArrayList<>();
        Set<Long> inHead = new HashSet<>();
        for (Generation generation : generations) {
            inHead.add(generation.number());
            TenantHead head = generation.tenant(tenant);
            if (head != null) {
                heads.add(head);
                head.days()
                        .forEach(
                                day -> served.add(new ServedSlice(ingester.id(generation), LocalDate.ofEpochDay(day))));
            }
        }
        List<SpooledSlice> slices = new ArrayList<>();
        for (SpooledSlice slice : snapshot.served()) {
            if (slice.name().tenant().equals(tenant) && !isInHead(slice, inHead)) {
                slices.add(slice);
                served.add(
                        new ServedSlice(slice.name().generation(), slice.name().day()));
            }
        }
        return new Held(heads, slices, new Announcements(served, announced(snapshot.announced(), tenant)));
    }

    private boolean isInHead(SpooledSlice slice, Set<Long> inHead) {
        return ingester.isOwn(slice.name().generation())
                && inHead.contains(slice.name().generation().number());
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
