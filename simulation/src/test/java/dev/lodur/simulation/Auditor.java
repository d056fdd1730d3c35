package dev.lodur.simulation;

import dev.lodur.engine.Direction;
import dev.lodur.engine.LogQuery;
import dev.lodur.engine.LogQueryPlan;
import dev.lodur.engine.LogQueryResult;
import dev.lodur.engine.MetricPlan;
import dev.lodur.engine.MetricResult;
import dev.lodur.engine.QueryControl;
import dev.lodur.engine.metric.Series;
import dev.lodur.engine.metric.Steps;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.SampleExpr;
import dev.lodur.model.LodurException;
import dev.lodur.model.RowBlock;
import dev.lodur.model.TimeRange;
import dev.lodur.querier.Querier;
import dev.lodur.segment.RangeReader;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ConditionalCatalogObjects;
import dev.lodur.store.DayRange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Looks at answers and at the bucket, and compares them with the journal. */
final class Auditor {
    private static final String ALL = "{app=~\".+\"}";
    private static final LogQueryPlan LOGS = LogQueryPlan.compile(ALL);
    private static final MetricPlan COUNT =
            MetricPlan.compile((SampleExpr) LogqlParser.parseExecutable("sum(count_over_time(" + ALL + "[90d]))"));
    private static final Duration PATIENCE = Duration.ofDays(1);

    private final World world;
    private final Journal journal;
    private final long startNanos;

    Auditor(World world, Journal journal) {
        this.world = world;
        this.journal = journal;
        this.startNanos = world.clock().getAsLong();
    }

    private TimeRange range() {
        return new TimeRange(startNanos - Duration.ofDays(5).toNanos(), endNanos());
    }

    private long endNanos() {
        return world.clock().getAsLong() + Duration.ofDays(1).toNanos();
    }

    private QueryControl control() {
        world.queryWatch().begin();
        return new QueryControl(world.clock(), PATIENCE);
    }

    /**
     * Asks for all lines.
     *
     * @param whole whether nothing excuses a warning or a failure
     */
    void query(boolean whole) {
        LogQuery query = new LogQuery(LOGS, range(), Direction.FORWARD, 100_000, 0, false);
        try {
            Querier.Answer<LogQueryResult> answer = world.querier().logs(List.of(World.TENANT), query, control());
            journal.check("an answer", lines(answer.result()), isComplete(answer, whole));
        } catch (LodurException e) {
            excuse(e, whole);
        }
        world.queryWatch().end();
    }

    /** The bucket is away, all ingesters are there: what they hold is answered, and that the rest is missing is said. */
    void queryInOutage() {
        LogQuery query = new LogQuery(LOGS, range(), Direction.FORWARD, 100_000, 0, false);
        Querier.Answer<LogQueryResult> answer = world.querier().logs(List.of(World.TENANT), query, control());
        if (answer.result().entryCount() == 0 || answer.warnings().size() != 1) {
            throw new Violation("in an outage of the bucket there are "
                    + answer.result().entryCount() + " lines and the warnings " + answer.warnings());
        }
        journal.check("an answer in an outage", lines(answer.result()), false);
    }

    private static List<String> lines(LogQueryResult result) {
        return result.streams().stream()
                .flatMap(stream -> stream.entries().stream())
                .map(entry -> new String(entry.line(), StandardCharsets.UTF_8))
                .toList();
    }

    private static boolean isComplete(Querier.Answer<?> answer, boolean whole) {
        if (whole && !answer.warnings().isEmpty()) {
            throw new Violation("an answer warns where nothing is wrong: " + answer.warnings());
        }
        return answer.warnings().isEmpty();
    }

    private void excuse(LodurException e, boolean whole) {
        boolean excused = switch (e.code()) {
            case UNAVAILABLE, RATE_LIMITED -> !whole;
            case GONE -> !whole && world.queryWatch().isBeingMended(e);
            default -> false;
        };
        if (!excused) {
            throw new Violation("a query fails", e);
        }
    }

    /** Asks for the number of lines. */
    void count(boolean whole) {
        try {
            Querier.Answer<MetricResult> answer =
                    world.querier().metric(List.of(World.TENANT), COUNT, Steps.instant(endNanos()), control());
            List<Series> series = answer.result().series();
            double count = series.isEmpty() ? 0 : series.getFirst().values()[0];
            journal.checkCount(count, isComplete(answer, whole));
        } catch (LodurException e) {
            excuse(e, whole);
        }
        world.queryWatch().end();
    }

    /** What must hold of the bucket at any time: what is named is there, and no row is stored again by a replay. */
    void bucket() {
        CatalogStore catalogs = new CatalogStore(
                new ConditionalCatalogObjects(world.bucketItself(), World.NAMES),
                world.clock(),
                world.clock()::advanceMillis,
                new Random(1));
        Map<String, Integer> stored = new HashMap<>();
        for (LocalDate day : DayRange.of(range()).days()) {
            for (CatalogEntry entry : catalogs.read(World.TENANT, day).entries()) {
                look(entry, stored);
            }
        }
        requireNoneTwice(stored);
    }

    private void look(CatalogEntry entry, Map<String, Integer> stored) {
        try {
            if (world.bucketItself().head(entry.key()).sizeBytes() != entry.sizeBytes()) {
                throw new Violation("'" + entry.key() + "' has another size than its catalog says");
            }
            count(entry, stored);
        } catch (LodurException e) {
            if (!world.queryWatch().isBeingMended(e)) {
                throw new Violation("a catalog names what is not there", e);
            }
        }
    }

    private void requireNoneTwice(Map<String, Integer> stored) {
        stored.forEach((line, rows) -> {
            int delivered = world.deliveries().getOrDefault(line, 0);
            if (rows > delivered) {
                throw new Violation("'" + line + "' is stored in " + rows + " rows, ingesters were sent it " + delivered
                        + " times");
            }
        });
    }

    private void count(CatalogEntry entry, Map<String, Integer> lines) {
        SegmentIndex index = SegmentIndex.read(range(entry), entry.indexOffset(), (int) entry.indexLengthBytes());
        Segment segment = Segment.open(range(entry), index);
        for (int block = 0; block < index.blockCount(); block++) {
            RowBlock rows = segment.block(block);
            for (int row = 0; row < rows.rows(); row++) {
                lines.merge(rows.lines().text(row), 1, Integer::sum);
            }
        }
    }

    private RangeReader range(CatalogEntry entry) {
        return (offset, into, at, length) -> world.bucketItself().getRange(entry.key(), offset, length, into, at);
    }
}
