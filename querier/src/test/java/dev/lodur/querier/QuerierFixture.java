package dev.lodur.querier;

import dev.lodur.engine.BytesInFlight;
import dev.lodur.engine.Direction;
import dev.lodur.engine.LogQuery;
import dev.lodur.engine.LogQueryExecutor;
import dev.lodur.engine.LogQueryPlan;
import dev.lodur.engine.LogQueryResult;
import dev.lodur.engine.MetricPlan;
import dev.lodur.engine.MetricQueryExecutor;
import dev.lodur.engine.MetricResult;
import dev.lodur.engine.QueryControl;
import dev.lodur.engine.RangeExecutor;
import dev.lodur.engine.SegmentCandidates;
import dev.lodur.engine.SegmentQuery;
import dev.lodur.engine.metric.Steps;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.SampleExpr;
import dev.lodur.lokiapi.read.QueryTags;
import dev.lodur.model.DeletionMode;
import dev.lodur.model.IngestLimits;
import dev.lodur.model.QueryLimits;
import dev.lodur.model.RetentionLimits;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A querier over test ingesters and a bucket in memory. */
final class QuerierFixture implements AutoCloseable {
    static final Asker ASKER = new Asker(Bucket.TENANT, QueryTags.NONE, action -> {});

    final Bucket bucket = new Bucket();
    final List<IngesterDirectory.Member> members = new CopyOnWriteArrayList<>();
    final List<IngesterDirectory.Absent> absent = new ArrayList<>();
    boolean known = true;
    final List<SegmentQuery> others = new ArrayList<>();
    final AtomicInteger given = new AtomicInteger();
    final Set<Tenant> deletingNothing = new HashSet<>();
    private final TenantLimits.Source limits = tenant -> new TenantLimits(
            IngestLimits.DEFAULTS,
            QueryLimits.DEFAULTS,
            RetentionLimits.NONE,
            deletingNothing.contains(tenant) ? DeletionMode.DISABLED : DeletionMode.FILTER_AND_DELETE);
    private long version;
    private final ExecutorService cpu = Executors.newFixedThreadPool(2);
    final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    final Querier querier = querier();

    private Querier querier() {
        BytesInFlight bytes = new BytesInFlight(8 << 20);
        return new Querier(
                new IngesterCalls(() -> new IngesterDirectory.View(members, absent, known, version), blocking),
                new IngesterPresence(bucket.clock),
                new LiveSegments(bucket.reader()),
                new SegmentCache(bucket.store, 1 << 20),
                new SegmentCandidates(2),
                new LogQueryExecutor(cpu, 2, bytes, 8 << 20),
                new MetricQueryExecutor(new RangeExecutor(cpu, 2, bytes, 8 << 20, 8 << 20)),
                new Spread(() -> List.copyOf(others), 1),
                new QueryDeletions(bucket.deletes, limits, bucket.clock),
                given::incrementAndGet);
    }

    TestIngester ingester(String name) {
        TestIngester ingester = new TestIngester(name, bucket);
        members.add(new IngesterDirectory.Member(name, ingester));
        return ingester;
    }

    /** The ring has another picture, be it of the same members. */
    void anotherView() {
        version++;
    }

    QueryControl control() {
        return new QueryControl(bucket.clock, Duration.ofMinutes(1));
    }

    Querier.Answer<LogQueryResult> logs(String query) {
        LogQuery logs = new LogQuery(LogQueryPlan.compile(query), Bucket.ALL_DAY, Direction.FORWARD, 1000, 0, false);
        return querier.logs(List.of(Bucket.TENANT), logs, control());
    }

    List<String> lines(String query) {
        return lines(logs(query));
    }

    static List<String> lines(Querier.Answer<LogQueryResult> answer) {
        return answer.result().streams().stream()
                .flatMap(stream -> stream.entries().stream())
                .map(entry -> new String(entry.line(), StandardCharsets.UTF_8))
                .sorted()
                .toList();
    }

    /** Counts over the whole day. */
    double count(String query) {
        MetricPlan plan = MetricPlan.compile((SampleExpr) LogqlParser.parseExecutable(query));
        Steps steps = Steps.instant(Bucket.ALL_DAY.endNanos());
        MetricResult result =
                querier.metric(List.of(Bucket.TENANT), plan, steps, control()).result();
        return result.series().isEmpty() ? 0 : result.series().getFirst().values()[0];
    }

    @Override
    public void close() {
        cpu.shutdown();
        blocking.shutdown();
    }
}
