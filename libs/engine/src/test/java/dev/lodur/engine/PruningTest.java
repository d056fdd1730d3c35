package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.TestBlocks.Row;
import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.TimeRange;
import dev.lodur.segment.Segment;
import dev.lodur.segment.filter.FilterAhead;
import dev.lodur.segment.filter.FilterRead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Answers are the same whether blocks are left out by filters or not, for whatever is asked of whatever lines. More cases
 * with {@code -Dlodur.filter.cases=N}; a failure names its seed.
 */
class PruningTest {
    private static final int CASES = Integer.getInteger("lodur.filter.cases", 900);
    private static final int QUERIES_OF_SEGMENTS = 60;
    private static final int SEGMENTS = 6;
    private static final int LINES = 12;
    private static final int REAL_LINES = 30;
    private static final int SOME_ROWS = 100;
    private static final int ALL_ROWS = 100_000;

    /** Makes asking a filter look like a gain, however small the segment is. */
    private static final int ALWAYS = -(1 << 20);

    private static final List<String> PIPELINES = List.of(
            "",
            "",
            "",
            "| json",
            "| json",
            "| logfmt",
            "| logfmt --keep-empty",
            "| json id, other=\"trace.id\"",
            "| logfmt id, other=\"user-name\"",
            "| unpack",
            "| decolorize",
            "| decolorize | json",
            "| json | logfmt",
            "| json | line_format \"{{.msg}} {{.id}}\"",
            "| json | line_format \"{{.msg}}\" | logfmt",
            "| logfmt | label_format id=msg",
            "| json | label_format id=\"{{.msg}}{{.trace}}\"",
            "| json | label_format id=trace | json",
            "| regexp \"(?P<id>[a-z0-9]+)\"",
            "| pattern \"<id> <msg>\"",
            "| json | drop id",
            "| json | keep id, msg",
            "| json | drop app | json");

    @TempDir
    private Path folder;

    private final ExecutorService cpu = Executors.newFixedThreadPool(1);
    private final SegmentCandidates candidates = new SegmentCandidates(1, ALWAYS);
    private final LogQueryExecutor executor = new LogQueryExecutor(cpu, 1, new BytesInFlight(8 << 20), 256 << 20);
    private int asked;
    private int found;
    private int leftOut;

    @AfterEach
    void close() {
        candidates.close();
        cpu.shutdown();
    }

    @Test
    void answersAreTheSameForRandomLines() throws IOException {
        for (int seed = 0; asked < CASES; seed++) {
            RandomGenerator random = TestBlocks.random(seed);
            RandomLines lines = new RandomLines(random);
            List<List<Row>> parts = new ArrayList<>();
            for (int part = 0; part < SEGMENTS; part++) {
                parts.add(rows(Stream.generate(lines::line).limit(LINES).toList(), lines, random));
            }
            compare("seed " + seed, parts, random);
        }
        assertThat(found).as("queries that found something").isGreaterThan(asked / 4);
        assertThat(leftOut).as("segments that were left out").isGreaterThan(asked / 4);
    }

    @Test
    void answersAreTheSameForRealLines() throws IOException {
        Path collection = Path.of(System.getProperty("lodur.loghub", "../../../shared/data/loghub"));
        if (!Files.isDirectory(collection)) {
            System.out.println(
                    "SKIPPED: PruningTest of real lines, no folder " + collection + " (set -Dlodur.loghub=FOLDER)");
            return;
        }
        List<List<String>> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(collection)) {
            for (Path file : paths.filter(path -> path.toString().endsWith(".log"))
                    .sorted()
                    .toList()) {
                files.add(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
            }
        }
        for (int seed = 0; asked < CASES / 3; seed++) {
            RandomGenerator random = TestBlocks.random(seed);
            List<List<Row>> parts = new ArrayList<>();
            for (List<String> lines : files) {
                int from = random.nextInt(lines.size() - REAL_LINES);
                parts.add(rows(lines.subList(from, from + REAL_LINES), new RandomLines(random), random));
            }
            compare("real lines, seed " + seed, parts, random);
        }
        assertThat(leftOut).as("files that were left out").isGreaterThan(asked);
    }

    private static List<Row> rows(List<String> lines, RandomLines random, RandomGenerator generator) {
        List<Row> rows = new ArrayList<>();
        boolean withId = generator.nextInt(6) == 0;
        for (String line : lines) {
            Labels stream = Labels.of("app", generator.nextBoolean() ? "web" : "db");
            stream = withId ? stream.with("id", "own") : stream;
            rows.add(new Row(stream, new Entry(generator.nextInt(1_000_000), line, random.metadata())));
        }
        rows.sort(Comparator.comparing(Row::stream)
                .thenComparing(row -> row.entry().timestampNanos()));
        return rows;
    }

    private void compare(String what, List<List<Row>> parts, RandomGenerator random) throws IOException {
        List<Segment> segments = new ArrayList<>();
        for (List<Row> rows : parts) {
            Path file = folder.resolve("s" + segments.size());
            segments.add(
                    TestSegments.write(file, rows, new AtomicInteger(), true).segment());
            Files.delete(file);
        }
        List<String> lines = parts.stream()
                .flatMap(List::stream)
                .map(row -> row.entry().line())
                .toList();
        RandomNeedles needles = new RandomNeedles(random);
        for (int i = 0; i < QUERIES_OF_SEGMENTS; i++) {
            String pipeline = "{app=~\".+\"} " + TestBlocks.pick(random, PIPELINES);
            List<Segment> one = List.of(TestBlocks.pick(random, segments));
            List<LogQueryResult.ResultStream> some =
                    run(one, pipeline, SOME_ROWS, false).streams();
            if (some.isEmpty()) {
                continue;
            }
            String query = pipeline + " " + filter(needles, some, lines, random);
            if (!isQuery(query)) {
                continue;
            }
            List<String> whole = text(run(segments, query, ALL_ROWS, false));
            assertThat(text(run(segments, query, ALL_ROWS, true)))
                    .as("%s: %s", what, query)
                    .isEqualTo(whole);
            asked++;
            found += whole.isEmpty() ? 0 : 1;
        }
    }

    /** Not where the key of a line is a word of the language. */
    private static boolean isQuery(String text) {
        try {
            LogQueryPlan.compile(text);
            return true;
        } catch (LodurException e) {
            return false;
        }
    }

    /** A filter that may leave a row of an answer. */
    private static String filter(
            RandomNeedles needles, List<LogQueryResult.ResultStream> some, List<String> lines, RandomGenerator random) {
        LogQueryResult.ResultStream stream = TestBlocks.pick(random, some);
        LogQueryResult.ResultEntry entry = TestBlocks.pick(random, stream.entries());
        String other = TestBlocks.pick(random, lines);
        Labels labels = stream.labels();
        if (labels.size() == 0 || random.nextInt(3) == 0) {
            return needles.ofLine(new String(entry.line(), StandardCharsets.UTF_8), other);
        }
        List<Map.Entry<String, String>> all = List.copyOf(labels.toMap().entrySet());
        Map.Entry<String, String> label = TestBlocks.pick(random, all);
        return needles.ofLabel(label.getKey(), label.getValue(), other);
    }

    private LogQueryResult run(List<Segment> segments, String text, int limit, boolean pruned) {
        LogQueryPlan plan = LogQueryPlan.compile(text);
        LogQuery query = new LogQuery(plan, TimeRange.ALL, Direction.FORWARD, limit, 0, false);
        List<BlockCandidate> blocks = new ArrayList<>();
        for (Segment segment : segments) {
            if (pruned) {
                PrunedBlocks part = candidates.pruned(segment, plan, TimeRange.ALL, true, FilterAhead.NONE);
                part.reads().forEach(FilterRead::run);
                LeftBlocks left = new LeftBlocks();
                left.add(part);
                leftOut += left.blocks().isEmpty() ? 1 : 0;
                blocks.addAll(left.blocks());
            } else {
                blocks.addAll(candidates.of(segment, plan, TimeRange.ALL, true));
            }
        }
        QueryControl control = new QueryControl(System::nanoTime, Duration.ofMinutes(1));
        return executor.execute(query, new QuerySources(List.of(), blocks), control);
    }

    private static List<String> text(LogQueryResult result) {
        List<String> rows = new ArrayList<>();
        for (LogQueryResult.ResultStream stream : result.streams()) {
            for (LogQueryResult.ResultEntry entry : stream.entries()) {
                rows.add(stream.labels() + " " + entry.timestampNanos() + " "
                        + new String(entry.line(), StandardCharsets.UTF_8));
            }
        }
        rows.sort(Comparator.naturalOrder());
        return rows;
    }
}
