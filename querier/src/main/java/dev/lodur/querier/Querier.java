package dev.lodur.querier;

import dev.lodur.engine.Announcements;
import dev.lodur.engine.Buckets;
import dev.lodur.engine.Deletions;
import dev.lodur.engine.LogQuery;
import dev.lodur.engine.LogQueryExecutor;
import dev.lodur.engine.LogQueryPlan;
import dev.lodur.engine.LogQueryResult;
import dev.lodur.engine.MetricPlan;
import dev.lodur.engine.MetricQueryExecutor;
import dev.lodur.engine.MetricResult;
import dev.lodur.engine.QueryControl;
import dev.lodur.engine.QuerySources;
import dev.lodur.engine.SelectReply;
import dev.lodur.engine.SelectRequest;
import dev.lodur.engine.SelectedRow;
import dev.lodur.engine.SeveralTenants;
import dev.lodur.engine.SourceOpener;
import dev.lodur.engine.StreamCounts;
import dev.lodur.engine.StreamSelector;
import dev.lodur.engine.StreamSummary;
import dev.lodur.engine.StreamsReply;
import dev.lodur.engine.StreamsRequest;
import dev.lodur.engine.metric.Steps;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.Freshness;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs queries: asks the ingesters first, then reads the catalogs, then the segments that are left.
 *
 * <p>An ingester that does not answer is a warning on the answer, not a failure; so is a bucket that is away where entries
 * or streams are asked for and ingesters answer, who have all that could not be handed over since. A number without what is
 * stored would be wrong: metric queries fail then. A segment that is gone when it is to be read was
 * replaced meanwhile: the query begins again with fresh catalogs, as it does when an ingester falls silent in the middle
 * of its reply. Thread-safe; calls block.
 */
public final class Querier {
    private static final int ATTEMPTS_MAX = 3;

    /** An answer with what must be said about it. */
    public record Answer<T>(T result, List<String> warnings) {}

    private final IngesterCalls ingesters;
    private final IngesterPresence presence;
    private final LiveSegments liveSegments;
    private final SegmentCache segments;
    private final SegmentSearch search;
    private final LogQueryExecutor logQueries;
    private final MetricQueryExecutor metricQueries;
    private final Spread spread;
    private final QueryDeletions deletions;
    private final Runnable onGiven;

    /**
     * @param onGiven told of each part of a query that another querier takes
     */
    Querier(
            IngesterCalls ingesters,
            IngesterPresence presence,
            LiveSegments liveSegments,
            SegmentCache segments,
            SegmentSearch search,
            LogQueryExecutor logQueries,
            MetricQueryExecutor metricQueries,
            Spread spread,
            QueryDeletions deletions,
            Runnable onGiven) {
        this.ingesters = ingesters;
        this.presence = presence;
        this.liveSegments = liveSegments;
        this.segments = segments;
        this.search = search;
        this.logQueries = logQueries;
        this.metricQueries = metricQueries;
        this.spread = spread;
        this.deletions = deletions;
        this.onGiven = onGiven;
    }

    /** Runs a log query over one tenant, or several as one. */
    public Answer<LogQueryResult> logs(List<Tenant> tenants, LogQuery query, QueryControl control) {
        SelectRequest request = query.selectRequest(tenants.getFirst());
        return attempt(
                control,
                true,
                attempt -> logQueries.execute(query, attempt.opener(tenants).open(request, query.plan()), control));
    }

    /** The rows of a log query in the order of its direction, not sorted into streams. */
    Answer<List<SelectedRow>> rows(Tenant tenant, LogQuery query, QueryControl control) {
        SelectRequest request = query.selectRequest(tenant);
        return attempt(
                control, true, attempt -> logQueries.rows(query, attempt.sources(request, query.plan()), control));
    }

    /** Runs a metric query at some instants, over one tenant, or several as one. */
    public Answer<MetricResult> metric(List<Tenant> tenants, MetricPlan plan, Steps steps, QueryControl control) {
        return attempt(
                control,
                false,
                attempt -> metricQueries.execute(tenants.getFirst(), plan, steps, attempt.opener(tenants), control));
    }

    /** The streams that match and have rows in a range, with how many, of one tenant, or several as one. */
    public Answer<List<StreamSummary>> streams(
            List<Tenant> tenants, StreamSelector selector, Buckets buckets, QueryControl control) {
        return attempt(control, true, attempt -> attempt.streams(tenants, selector, buckets));
    }

    /** What a tail is to take for gone at this moment. */
    Deletions deletions(Tenant tenant) {
        return deletions.ofAnyAge(tenant);
    }

    /**
     * @param mayLackStored whether an answer without what is in the bucket is worth something
     */
    private <T> Answer<T> attempt(QueryControl control, boolean mayLackStored, Function<Attempt, T> work) {
        String bucketFailure = null;
        for (int number = 1; ; number++) {
            Attempt attempt = new Attempt(control, number > 1, bucketFailure);
            try {
                return new Answer<>(work.apply(attempt), List.copyOf(attempt.warnings));
            } catch (LodurException e) {
                boolean replyLost = attempt.replyLost.get();
                boolean bucketFailed =
                        mayLackStored && e.code() == ErrorCode.UNAVAILABLE && !replyLost && bucketFailure == null;
                if (bucketFailed) {
                    bucketFailure = e.text();
                }
                boolean again = bucketFailed || e.code() == ErrorCode.GONE || replyLost;
                if (!again || number == ATTEMPTS_MAX) {
                    throw e;
                }
            }
        }
    }

    /** One try of a query, which may ask for sources several times. */
    private final class Attempt {
        private final QueryControl control;
        private final boolean anew;
        private final @Nullable String bucketFailure;
        /** Each once, however many parts of the query met the same ingester. */
        private final Set<String> warnings = new LinkedHashSet<>();

        private final AtomicBoolean replyLost = new AtomicBoolean();

        /**
         * @param bucketFailure why the bucket is not to be asked; null where it is
         */
        Attempt(QueryControl control, boolean anew, @Nullable String bucketFailure) {
            this.control = control;
            this.anew = anew;
            this.bucketFailure = bucketFailure;
        }

        /** One tenant's streams are as they are stored; those of several carry their tenants. */
        SourceOpener opener(List<Tenant> tenants) {
            if (tenants.size() == 1) {
                return this::sources;
            }
            SeveralTenants several = new SeveralTenants(tenants);
            return (request, plan) -> several.open(request, this::sources);
        }

        private QuerySources sources(SelectRequest asked, LogQueryPlan plan) {
            control.check();
            Deletions deleted = deleted(asked.tenant(), asked.range());
            SelectRequest request = asked.without(deleted);
            IngesterCalls.Replies<SelectReply> replies = ingesters.ask(
                    request.range(), ingester -> new WatchedReply(ingester.select(request), () -> replyLost.set(true)));
            boolean handedOver = false;
            try {
                List<Announcements> said = replies.replies().stream()
                        .map(SelectReply::announcements)
                        .toList();
                List<CatalogEntry> live = live(request.tenant(), request.range(), plan.selector(), said, replies);
                List<CatalogEntry> own = handOut(request, plan, live, replies.replies());
                SegmentSearch.Found found = search.find(own, plan, request.range(), control.isPruned(), bytes -> {
                    control.check();
                    control.read(bytes);
                });
                handedOver = true;
                return new QuerySources(replies.replies(), found.blocks(), deleted, found.filterBytes());
            } finally {
                if (!handedOver) {
                    replies.close();
                }
            }
        }

        /**
         * Gives parts to other queriers and adds their replies; what is left, and what nobody took, is for this one. A
         * second attempt relies on nobody else.
         */
        private List<CatalogEntry> handOut(
                SelectRequest request, LogQueryPlan plan, List<CatalogEntry> segments, List<SelectReply> replies) {
            Spread.Shares shares = anew ? Spread.whole(segments) : spread.of(segments);
            if (shares.parts().isEmpty()) {
                return shares.own();
            }
            SelectRequest handedOut = request.withPruning(control.isPruned() ? plan.pruning() : "");
            List<CatalogEntry> own = new ArrayList<>(shares.own());
            for (Spread.Part part : shares.parts()) {
                try {
                    SelectReply reply = part.querier().select(handedOut, part.segments());
                    replies.add(new WatchedReply(reply, () -> replyLost.set(true)));
                    onGiven.run();
                } catch (LodurException e) {
                    if (!IngesterCalls.isOwnFailure(e.code())) {
                        throw e;
                    }
                    own.addAll(part.segments());
                }
            }
            return own;
        }

        List<StreamSummary> streams(List<Tenant> tenants, StreamSelector selector, Buckets buckets) {
            return tenants.size() == 1
                    ? streams(tenants.getFirst(), selector, buckets)
                    : new SeveralTenants(tenants).streams(selector, (tenant, own) -> streams(tenant, own, buckets));
        }

        private List<StreamSummary> streams(Tenant tenant, StreamSelector selector, Buckets buckets) {
            TimeRange range = buckets.range();
            Deletions deleted = deleted(tenant, range);
            StreamsRequest request = new StreamsRequest(tenant, selector.toString(), buckets, deleted.requests());
            IngesterCalls.Replies<StreamsReply> replies = ingesters.ask(range, ingester -> ingester.streams(request));
            StreamCounts counts = new StreamCounts(buckets);
            replies.replies().forEach(reply -> counts.addAll(reply.streams()));
            List<Announcements> said =
                    replies.replies().stream().map(StreamsReply::announcements).toList();
            for (CatalogEntry entry : live(tenant, range, selector, said, replies)) {
                control.check();
                counts.addSegment(segments.segment(entry), selector, deleted);
            }
            return counts.summaries();
        }

        /** Asked before ingesters and catalogs: what was removed until then must not be looked for in an older state. */
        private Deletions deleted(Tenant tenant, TimeRange range) {
            boolean ask = bucketFailure == null;
            return (ask ? deletions.of(tenant) : deletions.known(tenant)).within(range);
        }

        private List<CatalogEntry> live(
                Tenant tenant,
                TimeRange range,
                StreamSelector selector,
                List<Announcements> said,
                IngesterCalls.Replies<?> replies) {
            warnings.addAll(replies.warnings());
            if (bucketFailure != null) {
                return nothingStored(tenant, bucketFailure, replies);
            }
            Set<IngesterPresence.Incarnation> answered = said.stream()
                    .map(announcements ->
                            new IngesterPresence.Incarnation(announcements.instance(), announcements.bootEpoch()))
                    .collect(Collectors.toSet());
            Freshness freshness = presence.after(replies.view(), answered);
            boolean revalidate = anew || !replies.warnings().isEmpty();
            return liveSegments.find(
                    tenant, range, selector, said, revalidate ? new Freshness.Revalidate() : freshness);
        }

        private List<CatalogEntry> nothingStored(Tenant tenant, String why, IngesterCalls.Replies<?> replies) {
            if (replies.replies().isEmpty()) {
                throw new LodurException(ErrorCode.UNAVAILABLE, "neither an ingester nor the bucket answers: " + why);
            }
            String deleted = deletions.isKnown(tenant) ? "" : ", and which of them were deleted is not known";
            warnings.add("the bucket does not answer, only lines that are not stored in it yet are here" + deleted
                    + ": " + why);
            return List.of();
        }
    }
}
