package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.engine.TestBlocks.Row;
import dev.lodur.logql.LogExpr;
import dev.lodur.logql.LogqlParser;
import dev.lodur.model.Entry;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogQueryExecutorTest {
    private static final Tenant TENANT = new Tenant("t");
    private static final Labels WEB = Labels.of("app", "web", "env", "prod");

    private final ExecutorService cpu = Executors.newFixedThreadPool(2);
    private final LogQueryExecutor executor = new LogQueryExecutor(cpu, 2, new BytesInFlight(1 << 20), 64 << 20);

    @AfterEach
    void stop() {
        cpu.shutdownNow();
    }

    @Test
    void answersWhatAPlainSearchAnswers() {
        for (int seed = 0; seed < 400; seed++) {
            RandomGenerator random = TestBlocks.random(seed);
            List<Row> rows = randomRows(random);
            List<List<Row>> parts = scatter(random, rows);
            String query = TestBlocks.pick(
                    random,
                    List.of(
                            "{app=~\".+\"}",
                            "{app=\"web\"} |= \"b\"",
                            "{app=~\"w.*|db\"} != \"a\" | level=\"info\"",
                            "{env=\"\", app=~\".+\"} |~ \"a.*b\"",
                            "{app!=\"db\", app=~\".+\"} | size > 1KB"));
            Direction direction = random.nextBoolean() ? Direction.FORWARD : Direction.BACKWARD;
            TimeRange range = new TimeRange(random.nextInt(40), 40 + random.nextInt(80));
            int limit = 1 + random.nextInt(60);

            LogQueryResult result = execute(query, range, direction, limit, 0, true, parts, random.nextInt(4));

            assertThat(times(result, direction))
                    .as("seed %d: %s %s %s limit %d", seed, query, range, direction, limit)
                    .isEqualTo(expectedTimes(query, range, direction, limit, rows));
        }
    }

    @Test
    void anEntryThatIsStoredSeveralTimesIsAnsweredOnce() {
        Row row = new Row(WEB, new Entry(5, "line", Labels.of("trace", "1", "detected_level", "info")));
        Row withoutLevel = new Row(WEB, new Entry(5, "line", Labels.of("trace", "1")));
        Row otherTrace = new Row(WEB, new Entry(5, "line", Labels.of("trace", "2")));

        LogQueryResult result = execute(
                "{app=\"web\"}",
                TimeRange.ALL,
                Direction.FORWARD,
                10,
                0,
                true,
                List.of(List.of(row, row), List.of(withoutLevel), List.of(otherTrace)),
                1);

        assertThat(result.entryCount()).isEqualTo(2);
        assertThat(result.statistics().duplicates()).isEqualTo(2);
    }

    @Test
    void flatStreamsAreToldApartByAllLabelsAndCategorizedOnesByTheirOwn() {
        List<Row> rows = List.of(
                new Row(WEB, new Entry(1, "a", Labels.of("env", "meta", "size", "x"))),
                new Row(WEB, new Entry(2, "b", Labels.of("size", "2KB"))));
        String query = "{app=\"web\"} | size > 1KB";

        LogQueryResult flat = execute(query, TimeRange.ALL, Direction.FORWARD, 10, 0, false, List.of(rows), 0);
        LogQueryResult categorized = execute(query, TimeRange.ALL, Direction.FORWARD, 10, 0, true, List.of(rows), 0);

        assertThat(flat.streams())
                .extracting(stream -> stream.labels().toString())
                .containsExactly(
                        "{__error__=\"LabelFilterErr\", __error_details__=\"strconv.ParseFloat: parsing \\\"\\\": invalid"
                                + " syntax\", app=\"web\", env=\"prod\", env_extracted=\"meta\", size=\"x\"}",
                        "{app=\"web\", env=\"prod\", size=\"2KB\"}");
        assertThat(categorized.streams()).hasSize(1);
        assertThat(categorized.streams().getFirst().labels()).isEqualTo(WEB);
        LogQueryResult.ResultEntry failed =
                categorized.streams().getFirst().entries().getFirst();
        assertThat(failed.structuredMetadata()).isEqualTo(Labels.of("env_extracted", "meta", "size", "x"));
        assertThat(failed.parsed().get("__error__")).isEqualTo("LabelFilterErr");
    }

    @Test
    void anIntervalThinsOutOverAllStreams() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            rows.add(new Row(i % 2 == 0 ? WEB : Labels.of("app", "web"), i, "line " + i));
        }

        LogQueryResult forward =
                execute("{app=\"web\"}", TimeRange.ALL, Direction.FORWARD, 100, 10, true, List.of(rows), 1);
        LogQueryResult backward =
                execute("{app=\"web\"}", TimeRange.ALL, Direction.BACKWARD, 2, 10, true, List.of(rows), 1);

        assertThat(times(forward, Direction.FORWARD)).containsExactly(0L, 10L, 20L);
        assertThat(times(backward, Direction.BACKWARD)).containsExactly(29L, 19L);
    }

    @Test
    void entriesOfOneTimeComeInTheOrderOfTheirArrival() {
        List<Row> rows = List.of(new Row(WEB, 1, "a"), new Row(WEB, 1, "c"), new Row(WEB, 1, "b"));

        assertThat(lines(execute("{app=\"web\"}", TimeRange.ALL, Direction.FORWARD, 9, 0, true, List.of(rows), 1)))
                .containsExactly("a", "c", "b");
        assertThat(lines(execute("{app=\"web\"}", TimeRange.ALL, Direction.BACKWARD, 2, 0, true, List.of(rows), 0)))
                .containsExactly("b", "c");
    }

    @Test
    void whichEntriesOfOneTimeALimitKeepsDoesNotDependOnWhereTheyAreStored() {
        Row web = new Row(WEB, 1, "web");
        Row db = new Row(Labels.of("app", "db"), 1, "db");
        Row api = new Row(Labels.of("app", "api"), 1, "api");
        List<List<List<Row>>> ways = List.of(
                List.of(List.of(web), List.of(db), List.of(api)),
                List.of(List.of(api, db, web)),
                List.of(List.of(db, web), List.of(api)));

        for (List<List<Row>> parts : ways) {
            for (int replies = 0; replies <= parts.size(); replies++) {
                assertThat(apps(parts, Direction.FORWARD, replies)).containsExactly("api", "db");
                assertThat(apps(parts, Direction.BACKWARD, replies)).containsExactly("db", "web");
            }
        }
    }

    private List<String> apps(List<List<Row>> parts, Direction direction, int replies) {
        LogQueryResult result = execute("{app=~\".+\"}", TimeRange.ALL, direction, 2, 0, true, parts, replies);
        return result.streams().stream()
                .map(stream -> stream.labels().toMap().get("app"))
                .toList();
    }

    @Test
    void aLimitThatTheNewestBlockFillsOpensNoOther() {
        AtomicInteger opened = new AtomicInteger();
        List<BlockCandidate> candidates = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            List<Row> rows = new ArrayList<>();
            for (int j = 0; j < 10; j++) {
                rows.add(new Row(WEB, i * 10 + j, "line " + j));
            }
            candidates.add(new CountingCandidate(LoadedBlock.of(TestBlocks.block(rows)), opened::incrementAndGet));
        }
        LogQuery query = query("{app=\"web\"}", TimeRange.ALL, Direction.BACKWARD, 10, 0, true);

        LogQueryResult result = executor.execute(query, new QuerySources(List.of(), candidates), unlimited());

        assertThat(result.entryCount()).isEqualTo(10);
        assertThat(opened).hasValue(1);
    }

    @Test
    void aResultBeyondItsBudgetIsRefusedWithTheBudgetsName() {
        LogQueryExecutor small = new LogQueryExecutor(cpu, 2, new BytesInFlight(1 << 20), 10 << 10);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add(new Row(WEB, i, "x".repeat(1000)));
        }
        LogQuery query = query("{app=\"web\"}", TimeRange.ALL, Direction.FORWARD, 100, 0, true);

        assertThatThrownBy(() -> small.execute(query, segments(List.of(rows)), unlimited()))
                .isInstanceOfSatisfying(LodurException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
                    assertThat(e.text()).contains("budget of 10KB");
                });
    }

    @Test
    void theDeadlineEndsAQuery() {
        AtomicLong clock = new AtomicLong();
        QueryControl control = new QueryControl(clock::get, Duration.ofSeconds(1));
        LogQuery query = query("{app=\"web\"}", TimeRange.ALL, Direction.FORWARD, 10, 0, true);
        BlockCandidate slow = new CountingCandidate(
                LoadedBlock.of(TestBlocks.ofLines(List.of("a"))),
                () -> clock.set(Duration.ofSeconds(2).toNanos()));

        assertThatThrownBy(
                        () -> executor.execute(query, new QuerySources(List.of(), List.of(slow, slow, slow)), control))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT));
    }

    @Test
    void aQueryReadsNoMoreThanItMay() {
        QueryControl control = new QueryControl(System::nanoTime, Duration.ofMinutes(1), 100);
        LogQuery query = query("{app=\"web\"}", TimeRange.ALL, Direction.FORWARD, 10, 0, true);
        RowBlock block = TestBlocks.ofLines(List.of("a"));
        BlockCandidate candidate = new LoadedBlock(block, 1, 1, 40);

        assertThatThrownBy(() -> executor.execute(
                        query, new QuerySources(List.of(), List.of(candidate, candidate, candidate)), control))
                .isInstanceOfSatisfying(LodurException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
                    assertThat(e.text()).contains("too many bytes (limit: 100B, max_query_bytes_read)");
                });
    }

    @Test
    void cancellingEndsAQueryThatWaits() {
        QueryControl control = unlimited();
        CountDownLatch never = new CountDownLatch(1);
        LogQuery query = query("{app=\"web\"}", TimeRange.ALL, Direction.FORWARD, 10, 0, true);
        BlockCandidate stuck = new CountingCandidate(LoadedBlock.of(TestBlocks.ofLines(List.of("a"))), () -> {
            control.cancel();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThatThrownBy(() -> executor.execute(query, new QuerySources(List.of(), List.of(stuck)), control))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    }

    @Test
    void aBlockThatCannotBeReadFailsTheQueryWithItsOwnError() {
        LogQuery query = query("{app=\"web\"}", TimeRange.ALL, Direction.FORWARD, 10, 0, true);
        BlockCandidate broken = new CountingCandidate(LoadedBlock.of(TestBlocks.ofLines(List.of("a"))), () -> {
            throw new LodurException(ErrorCode.GONE, "segment x is gone");
        });

        assertThatThrownBy(() -> executor.execute(query, new QuerySources(List.of(), List.of(broken)), unlimited()))
                .hasMessage("segment x is gone");
    }

    private LogQueryResult execute(
            String text,
            TimeRange range,
            Direction direction,
            int limit,
            long interval,
            boolean categorize,
            List<List<Row>> parts,
            int fromIngesters) {
        LogQuery query = query(text, range, direction, limit, interval, categorize);
        int split = Math.max(0, parts.size() - fromIngesters);
        List<SelectReply> replies = new ArrayList<>();
        for (List<Row> part : parts.subList(split, parts.size())) {
            replies.add(new MemoryIngester(List.of(TestBlocks.block(part))).select(query.selectRequest(TENANT)));
        }
        List<BlockCandidate> candidates = segments(parts.subList(0, split)).candidates();
        return executor.execute(query, new QuerySources(replies, candidates), unlimited());
    }

    private static QuerySources segments(List<List<Row>> parts) {
        List<BlockCandidate> candidates = new ArrayList<>();
        for (List<Row> part : parts) {
            candidates.add(LoadedBlock.of(TestBlocks.block(part)));
        }
        return new QuerySources(List.of(), candidates);
    }

    private static LogQuery query(
            String text, TimeRange range, Direction direction, int limit, long interval, boolean categorize) {
        LogQueryPlan plan = LogQueryPlan.compile((LogExpr) LogqlParser.parse(text));
        return new LogQuery(plan, range, direction, limit, interval, categorize);
    }

    private static QueryControl unlimited() {
        return new QueryControl(System::nanoTime, Duration.ofMinutes(1));
    }

    private static List<Long> times(LogQueryResult result, Direction direction) {
        List<Long> times = new ArrayList<>();
        result.streams().forEach(stream -> stream.entries().forEach(entry -> times.add(entry.timestampNanos())));
        times.sort(direction == Direction.FORWARD ? Comparator.naturalOrder() : Comparator.reverseOrder());
        return times;
    }

    private static List<String> lines(LogQueryResult result) {
        return result.streams().getFirst().entries().stream()
                .map(entry -> new String(entry.line(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Rows of each stream in the order of time, as runs demand it. */
    private static List<Row> randomRows(RandomGenerator random) {
        List<Labels> streams = List.of(WEB, Labels.of("app", "web"), Labels.of("app", "db"));
        List<Row> rows = new ArrayList<>();
        int count = random.nextInt(300);
        for (int i = 0; i < count; i++) {
            Labels metadata = switch (random.nextInt(4)) {
                case 0 -> Labels.of("level", "info");
                case 1 -> Labels.of("level", "warn", "size", random.nextBoolean() ? "2KB" : "oops");
                default -> Labels.EMPTY;
            };
            String line = TestBlocks.pick(random, List.of("a", "b", "ab", "a x b", "", "cab"));
            rows.add(new Row(TestBlocks.pick(random, streams), new Entry(random.nextInt(120), line, metadata)));
        }
        return rows;
    }

    /** Every row goes into one part, some into a second one too. */
    private static List<List<Row>> scatter(RandomGenerator random, List<Row> rows) {
        List<List<Row>> parts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            parts.add(new ArrayList<>());
        }
        for (Row row : rows) {
            TestBlocks.pick(random, parts).add(row);
            if (random.nextInt(3) == 0) {
                TestBlocks.pick(random, parts).add(row);
            }
        }
        for (List<Row> part : parts) {
            part.sort(Comparator.comparing(Row::stream)
                    .thenComparing(row -> row.entry().timestampNanos()));
        }
        return parts;
    }

    private static List<Long> expectedTimes(
            String text, TimeRange range, Direction direction, int limit, List<Row> rows) {
        LogQueryPlan plan = LogQueryPlan.compile(text);
        Comparator<Long> order = direction == Direction.FORWARD ? Comparator.naturalOrder() : Comparator.reverseOrder();
        return new LinkedHashSet<>(rows)
                .stream()
                        .filter(row -> plan.selector().matches(row.stream()))
                        .filter(row -> range.contains(row.entry().timestampNanos()))
                        .filter(row -> passesAlone(plan, row))
                        .map(row -> row.entry().timestampNanos())
                        .sorted(order)
                        .limit(limit)
                        .toList();
    }

    private static boolean passesAlone(LogQueryPlan plan, Row row) {
        RowBatch batch = new RowBatch();
        batch.begin(TestBlocks.block(List.of(row)));
        batch.selection().set(0);
        plan.stages().forEach(stage -> stage.apply(batch));
        return batch.selection().get(0);
    }

    private record CountingCandidate(LoadedBlock block, Runnable whenOpened) implements BlockCandidate {
        @Override
        public long minTimestampNanos() {
            return block.minTimestampNanos();
        }

        @Override
        public long maxTimestampNanos() {
            return block.maxTimestampNanos();
        }

        @Override
        public int rows() {
            return block.rows();
        }

        @Override
        public int runs() {
            return block.runs();
        }

        @Override
        public Labels labels(int run) {
            return block.labels(run);
        }

        @Override
        public long sizeBytes() {
            return 4096;
        }

        @Override
        public RowBlock open() {
            whenOpened.run();
            return block.open();
        }
    }
}
