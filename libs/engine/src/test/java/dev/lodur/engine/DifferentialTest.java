package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.metric.Series;
import dev.lodur.engine.metric.Steps;
import dev.lodur.engine.reference.PlainEntry;
import dev.lodur.engine.reference.PlainEvaluator;
import dev.lodur.engine.reference.PlainEvaluator.LogRow;
import dev.lodur.engine.reference.PlainFailure;
import dev.lodur.engine.reference.PlainSample;
import dev.lodur.logql.LogExpr;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.SampleExpr;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.RowBlock;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Random queries over random lines, some of them deleted: the engine answers what {@link PlainEvaluator} answers that
 * never had those.
 *
 * <p>{@code -Dlodur.differential.cases=100000} runs more of them, {@code -Dlodur.differential.seed=7} begins elsewhere.
 */
class DifferentialTest {
    private static final Tenant TENANT = new Tenant("t");
    private static final long SECOND = RandomEntries.SECOND;
    private static final int CASES = Integer.getInteger("lodur.differential.cases", 3000);
    private static final int SEED = Integer.getInteger("lodur.differential.seed", 0);

    private final ExecutorService cpu = Executors.newFixedThreadPool(2);
    private final LogQueryExecutor logs = new LogQueryExecutor(cpu, 2, new BytesInFlight(1 << 20), 64 << 20);
    private final MetricQueryExecutor metrics =
            new MetricQueryExecutor(new RangeExecutor(cpu, 2, new BytesInFlight(1 << 20), 1 << 20, 64 << 20));

    @AfterEach
    void stop() {
        cpu.shutdownNow();
    }

    @Test
    void logQueriesAnswerWhatThePlainEvaluatorAnswers() {
        for (int seed = SEED; seed < SEED + CASES / 2; seed++) {
            checkLogs(seed);
        }
    }

    @Test
    void metricQueriesAnswerWhatThePlainEvaluatorAnswers() {
        for (int seed = SEED; seed < SEED + CASES / 2; seed++) {
            checkMetrics(seed);
        }
    }

    void checkLogs(int seed) {
        RandomGenerator random = TestBlocks.random(seed);
        RandomEntries lines = new RandomEntries(random);
        List<PlainEntry> entries = lines.entries();
        Deletions deletions = Deletions.of(new RandomDeletions(random).some());
        RandomStages stages = new RandomStages(random, lines.parser());
        String text = stages.selector() + stages.stages();
        LogExpr query = (LogExpr) LogqlParser.parse(text);
        long from = RandomEntries.START_NANOS + (random.nextInt(40) - 20) * SECOND;
        TimeRange range = new TimeRange(from, from + (20 + random.nextInt(80)) * SECOND);
        Direction direction = random.nextBoolean() ? Direction.FORWARD : Direction.BACKWARD;
        int limit = random.nextInt(4) == 0 ? 1 + random.nextInt(10) : 10_000;
        boolean categorize = random.nextBoolean();
        LogQuery plan = new LogQuery(LogQueryPlan.compile(query), range, direction, limit, 0, categorize);

        LogQueryResult result =
                logs.execute(plan, sources(random, entries, deletions, plan.selectRequest(TENANT)), unlimited());

        List<LogRow> expected = new PlainEvaluator(left(entries, deletions), 0).rows(query, range);
        String context =
                "seed " + seed + ": " + text + " " + range + "\n" + deletions.requests() + "\n" + lines(entries);
        List<String> rows = rows(expected, categorize);
        List<String> found = rows(result);
        assertThat(times(result)).as(context).isEqualTo(times(expected, direction, limit));
        assertThat(minus(found, rows))
                .as(() -> context + "answered wrongly; left out were " + minus(rows, found))
                .isEmpty();
        assertThat(isInOrder(result, direction)).as(context).isTrue();
    }

    void checkMetrics(int seed) {
        RandomGenerator random = TestBlocks.random(~seed);
        RandomEntries lines = new RandomEntries(random);
        List<PlainEntry> entries = lines.entries();
        Deletions deletions = Deletions.of(new RandomDeletions(random).some());
        String text = new RandomMetrics(random, lines.parser()).query(0).text();
        if (!(LogqlParser.parse(text) instanceof SampleExpr query)) {
            throw new AssertionError(text);
        }
        boolean instant = random.nextInt(3) == 0;
        long start = RandomEntries.START_NANOS + (10 + random.nextInt(2 * RandomEntries.SECONDS)) * (SECOND / 2);
        long step = 1 + random.nextInt(30);
        Steps steps = instant
                ? Steps.instant(start)
                : Steps.range(start, start + random.nextInt(60) * SECOND, step * SECOND / 2);
        long splitNanos = instant ? random.nextInt(3) * 2 * SECOND : 0;
        MetricPlan plan = instant ? MetricPlan.compileInstant(query, splitNanos) : MetricPlan.compile(query);
        String context = "seed " + seed + ": " + text + " " + steps + " split " + splitNanos + "\n"
                + deletions.requests() + "\n" + lines(entries);

        List<List<PlainSample>> expected = expected(query, left(entries, deletions), steps, splitNanos);
        List<List<PlainSample>> found = found(plan, entries, deletions, steps, random, context);

        assertThat(found.isEmpty()).as("failed? %s", context).isEqualTo(expected.isEmpty());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(isSame(found.get(i), expected.get(i)))
                    .as(() -> context + "\nexpected " + expected + "\nfound    " + found)
                    .isTrue();
        }
    }

    /** The vectors of all steps; none where the query fails. */
    private static List<List<PlainSample>> expected(
            SampleExpr query, List<PlainEntry> entries, Steps steps, long splitNanos) {
        try {
            LongFunction<List<PlainSample>> vectors = new PlainEvaluator(entries, splitNanos).vectors(query);
            List<List<PlainSample>> expected = new ArrayList<>();
            for (int step = 0; step < steps.count(); step++) {
                expected.add(vectors.apply(steps.nanos(step)));
            }
            return expected;
        } catch (PlainFailure e) {
            return List.of();
        }
    }

    private List<List<PlainSample>> found(
            MetricPlan plan,
            List<PlainEntry> entries,
            Deletions deletions,
            Steps steps,
            RandomGenerator random,
            String context) {
        MetricResult result;
        try {
            SourceOpener opener = (request, log) -> sources(random, entries, deletions, request);
            result = metrics.execute(TENANT, plan, steps, opener, unlimited());
        } catch (LodurException e) {
            assertThat(e.code()).as(context).isEqualTo(ErrorCode.INVALID_QUERY);
            return List.of();
        }
        List<List<PlainSample>> found = new ArrayList<>();
        for (int step = 0; step < steps.count(); step++) {
            List<PlainSample> vector = new ArrayList<>();
            for (Series series : result.series()) {
                if (series.present().get(step)) {
                    vector.add(new PlainSample(series.labels(), series.values()[step]));
                }
            }
            found.add(vector);
        }
        return found;
    }

    private static boolean isSame(List<PlainSample> found, List<PlainSample> expected) {
        Comparator<PlainSample> order =
                Comparator.comparing(PlainSample::labels).thenComparing(PlainSample::value);
        List<PlainSample> left = found.stream().sorted(order).toList();
        List<PlainSample> right = expected.stream().sorted(order).toList();
        boolean same = left.size() == right.size();
        for (int i = 0; same && i < left.size(); i++) {
            same = left.get(i).labels().equals(right.get(i).labels())
                    && isClose(left.get(i).value(), right.get(i).value());
        }
        return same;
    }

    private static boolean isClose(double a, double b) {
        return Double.compare(a, b) == 0
                || Math.abs(a - b) <= 1e-9 * Math.max(1e-3, Math.max(Math.abs(a), Math.abs(b)));
    }

    private static List<PlainEntry> left(List<PlainEntry> entries, Deletions deletions) {
        return RandomDeletions.without(entries, deletions.requests());
    }

    private static QuerySources sources(
            RandomGenerator random, List<PlainEntry> entries, Deletions deletions, SelectRequest asked) {
        SelectRequest request = asked.without(deletions.within(asked.range()));
        List<SelectReply> replies = new ArrayList<>();
        List<BlockCandidate> candidates = new ArrayList<>();
        for (RowBlock block : new RandomBlocks(random).of(entries)) {
            if (random.nextBoolean()) {
                replies.add(new MemoryIngester(List.of(block)).select(request));
            } else {
                candidates.add(LoadedBlock.of(block));
            }
        }
        return new QuerySources(replies, candidates, deletions.within(asked.range()));
    }

    private static QueryControl unlimited() {
        return new QueryControl(System::nanoTime, Duration.ofMinutes(1));
    }

    private static List<String> rows(LogQueryResult result) {
        List<String> rows = new ArrayList<>();
        for (LogQueryResult.ResultStream stream : result.streams()) {
            for (LogQueryResult.ResultEntry entry : stream.entries()) {
                String line = new String(entry.line(), StandardCharsets.UTF_8);
                rows.add(
                        row(stream.labels(), entry.timestampNanos(), line, entry.structuredMetadata(), entry.parsed()));
            }
        }
        return rows;
    }

    private static List<String> rows(List<LogRow> expected, boolean categorize) {
        List<String> rows = new ArrayList<>();
        for (LogRow row : expected) {
            Map<String, String> labels = new TreeMap<>(row.stream().toMap());
            if (!categorize) {
                labels.putAll(row.metadata().toMap());
                labels.putAll(row.parsed().toMap());
            }
            rows.add(row(Labels.of(labels), row.timestampNanos(), row.line(), row.metadata(), row.parsed()));
        }
        return rows;
    }

    private static String row(Labels labels, long nanos, String line, Labels metadata, Labels parsed) {
        return "\n  " + labels + " " + nanos + " <" + line + "> metadata " + metadata + " parsed " + parsed;
    }

    /** What is in one list more often than in the other. */
    private static List<String> minus(List<String> some, List<String> others) {
        List<String> left = new ArrayList<>(some);
        others.forEach(left::remove);
        return left;
    }

    private static boolean isInOrder(LogQueryResult result, Direction direction) {
        int sign = direction == Direction.FORWARD ? 1 : -1;
        for (LogQueryResult.ResultStream stream : result.streams()) {
            for (int i = 1; i < stream.entries().size(); i++) {
                long before = stream.entries().get(i - 1).timestampNanos();
                if (sign * Long.compare(before, stream.entries().get(i).timestampNanos()) > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static List<Long> times(LogQueryResult result) {
        List<Long> times = new ArrayList<>();
        result.streams().forEach(stream -> stream.entries().forEach(entry -> times.add(entry.timestampNanos())));
        times.sort(Comparator.naturalOrder());
        return times;
    }

    private static List<Long> times(List<LogRow> rows, Direction direction, int limit) {
        Comparator<Long> order = direction == Direction.FORWARD ? Comparator.naturalOrder() : Comparator.reverseOrder();
        return rows.stream()
                .map(LogRow::timestampNanos)
                .sorted(order)
                .limit(limit)
                .sorted()
                .toList();
    }

    private static String lines(List<PlainEntry> entries) {
        StringBuilder text = new StringBuilder();
        entries.forEach(entry -> text.append("  ").append(entry).append('\n'));
        return text.toString();
    }
}
