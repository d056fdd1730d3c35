package dev.lodur.compaction.exchange;

import static dev.lodur.compaction.SegmentBucket.DAY_NANOS;
import static dev.lodur.compaction.SegmentBucket.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodur.compaction.MergeOptions;
import dev.lodur.compaction.RowFilter;
import dev.lodur.compaction.SegmentBucket;
import dev.lodur.compaction.SegmentBucket.Row;
import dev.lodur.compaction.SegmentExtract;
import dev.lodur.compaction.Workspace;
import dev.lodur.engine.StreamSelector;
import dev.lodur.logql.LogqlParser;
import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.TimeRange;
import dev.lodur.model.file.DiskFileLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines go out of a bucket and to a server, and are the same. */
class ExchangeTest {
    private static final TimeRange DAY = new TimeRange(DAY_NANOS, DAY_NANOS + 86_400_000_000_000L);

    private final SegmentBucket bucket = new SegmentBucket();
    private final Server server = new Server();
    private final List<String> notices = new ArrayList<>();
    private final List<Long> pauses = new ArrayList<>();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyLineComesBackOnceWhateverItHolds(int seed) throws Exception {
        Random random = new Random(seed);
        Set<Row> all = new HashSet<>();
        List<Row> earlier = new ArrayList<>();
        for (int slice = 1; slice < 6; slice++) {
            List<Row> rows = new ArrayList<>();
            for (int i = 1 + random.nextInt(150); i > 0; i--) {
                boolean repeated = !earlier.isEmpty() && random.nextInt(5) == 0;
                rows.add(repeated ? earlier.get(random.nextInt(earlier.size())) : row(random));
            }
            earlier.addAll(rows);
            all.addAll(rows);
            bucket.flush(slice, rows);
        }

        Path parquet = folder.resolve("parquet");
        Path json = folder.resolve("lines.jsonl");
        export(DAY, "", new ParquetFolder(parquet));
        exportJson(DAY, "", json);
        importing().run(Import.filesOf(parquet));
        List<Row> fromParquet = server.take();
        importing().run(Import.filesOf(json));

        assertThat(fromParquet).doesNotHaveDuplicates().hasSameSizeAs(all);
        assertThat(new HashSet<>(fromParquet)).isEqualTo(all);
        assertThat(new HashSet<>(server.rows)).isEqualTo(all);
        assertThat(server.rows).hasSameSizeAs(all);
    }

    private static Row row(Random random) {
        Labels labels = Labels.of("app", "a" + random.nextInt(3), "zone", random.nextBoolean() ? "zürich" : "\u0001\"");
        Map<String, String> metadata = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            metadata.put("k" + random.nextInt(30), random.nextInt(4) == 0 ? "" : "v😀" + random.nextInt(5));
        }
        StringBuilder line = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            line.appendCodePoint(random.nextInt(4) == 0 ? 0x3b1 + random.nextInt(0x4000) : random.nextInt(128));
        }
        if (random.nextInt(20) == 0) {
            line.appendCodePoint(0x1f600 + random.nextInt(40));
        }
        return new Row(labels, new Entry(DAY_NANOS + random.nextInt(100), line.toString(), Labels.of(metadata)));
    }

    @Test
    void aRangeAndASelectorCutWhatIsExported() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            rows.add(Row.of("app" + i % 2, i, "line " + i));
        }
        bucket.flush(1, rows);
        Path json = folder.resolve("cut.jsonl");

        Export.Result result = exportJson(new TimeRange(DAY_NANOS + 50, DAY_NANOS + 60), "{app=\"app1\"}", json);

        assertThat(result.lines()).isEqualTo(5);
        assertThat(Files.readAllLines(json))
                .hasSize(5)
                .first()
                .isEqualTo("{\"timestamp\":\"2026-11-23T00:00:00.000000051Z\",\"timestamp_ns\":\"" + (DAY_NANOS + 51)
                        + "\",\"labels\":{\"app\":\"app1\",\"env\":\"test\"},\"metadata\":{},\"line\":\"line 51\"}");
    }

    @Test
    void otherEnginesReadExportedParquet() throws Exception {
        bucket.flush(1, List.of(Row.of("zürich", 1, "Grüße \"1\"\n", "trace_id", "t1"), Row.of("b", 2, "")));
        Path parquet = folder.resolve("parquet");
        export(DAY, "", new ParquetFolder(parquet));

        List<String> read = new ArrayList<>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet rows = statement.executeQuery("SELECT timestamp_ns, app, trace_id, line FROM read_parquet('"
                        + parquet + "/*.parquet') ORDER BY timestamp_ns")) {
            while (rows.next()) {
                read.add(rows.getLong(1) - DAY_NANOS + " " + rows.getString(2) + " " + rows.getString(3) + " "
                        + rows.getString(4));
            }
        }

        assertThat(read).containsExactly("1 zürich t1 Grüße \"1\"\n", "2 b null ");
    }

    @Test
    void whatIsDroppedByDeletionsIsNotExported() throws Exception {
        bucket.flush(1, List.of(Row.of("a", 1, "stays"), Row.of("a", 2, "goes")));
        RowFilter deleted = block -> {
            BitSet rows = new BitSet();
            for (int row = 0; row < block.rows(); row++) {
                rows.set(row, block.lines().text(row).equals("goes"));
            }
            return rows;
        };
        Path json = folder.resolve("kept.jsonl");
        try (JsonLinesWriter writer = new JsonLinesWriter(new DiskFileLayer(), Files.newOutputStream(json))) {
            export().run(new Export.Request(TENANT, DAY, selector(""), deleted), writer);
        }

        assertThat(Files.readString(json)).contains("stays").doesNotContain("goes");
    }

    @Test
    void aPushThatIsRefusedForNowIsRepeatedAndOneForGoodIsTold() throws Exception {
        Path json = folder.resolve("in.jsonl");
        Files.writeString(json, "{\"timestamp\":\"2026-11-23T10:00:00Z\",\"labels\":{\"a\":\"b\"},\"line\":\"x\"}\n");
        server.answers.add(new Import.Answer(429, "too fast", 7));
        server.answers.add(new Import.Answer(503, "away", 0));
        server.answers.add(new Import.Answer(400, "entry too far behind", 0));

        Import.Result result = importing().run(List.of(json));

        assertThat(pauses).containsExactly(7000L, 2000L);
        assertThat(result).isEqualTo(new Import.Result(1, 1, 1));
        assertThat(notices)
                .containsExactly(
                        "lines 1 to 1 are pushed again in 7 s: 429 too fast",
                        "lines 1 to 1 are pushed again in 2 s: 503 away",
                        "of lines 1 to 1 some were refused: entry too far behind");
    }

    @Test
    void aServerThatTakesNothingEndsTheImport() throws Exception {
        Path json = folder.resolve("in.jsonl");
        Files.writeString(json, "{\"timestamp_ns\":1,\"labels\":{\"a\":\"b\"},\"line\":\"x\"}");
        server.answers.add(new Import.Answer(401, "no org id", 0));

        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> importing().run(List.of(json)))
                .satisfies(e -> assertThat(e.text()).isEqualTo("the server answers 401 after 0 lines: no org id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"labels\":{\"a\":\"b\"},\"line\":\"x\"}",
                "{\"timestamp_ns\":\"tomorrow\",\"labels\":{\"a\":\"b\"},\"line\":\"x\"}",
                "{\"timestamp\":\"2026-13-01T00:00:00Z\",\"labels\":{\"a\":\"b\"},\"line\":\"x\"}",
                "{\"timestamp_ns\":1,\"labels\":{},\"line\":\"x\"}",
                "{\"timestamp_ns\":1,\"labels\":{\"a\":\"b\"},\"line\":{}}",
                "{\"timestamp_ns\":1,\"labels\":{\"a\":\"b\"}",
                "[]"
            })
    void whatIsNoRowIsRefusedWithItsPlace(String line) throws Exception {
        Path json = folder.resolve("bad.jsonl");
        Files.writeString(json, "{\"timestamp_ns\":1,\"labels\":{\"a\":\"b\"},\"line\":\"x\"}\n" + line + "\n");

        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> importing().run(List.of(json)))
                .satisfies(e -> assertThat(e.text()).contains("bad.jsonl, line "));
    }

    private Export export() {
        return new Export(
                new LiveSegments(bucket.objects, bucket.catalogs),
                new SegmentExtract(
                        bucket.store,
                        () -> Workspace.open(new DiskFileLayer(), folder.resolve("work")),
                        MergeOptions.DAILY,
                        1 << 20));
    }

    private Export.Result export(TimeRange range, String selector, ExportSink sink) {
        return export().run(new Export.Request(TENANT, range, selector(selector), RowFilter.KEEP_ALL), sink);
    }

    private Export.Result exportJson(TimeRange range, String selector, Path file) throws IOException {
        try (JsonLinesWriter writer = new JsonLinesWriter(new DiskFileLayer(), Files.newOutputStream(file))) {
            return export(range, selector, writer);
        }
    }

    private static StreamSelector selector(String text) {
        return StreamSelector.of(text.isEmpty() ? List.of() : LogqlParser.parseSelector(text));
    }

    private Import importing() {
        return new Import(new DiskFileLayer(), server, pauses::add, notices::add);
    }

    /** A server that keeps what it is pushed, or answers as it is told. */
    private static final class Server implements Import.Push {
        private final Deque<Import.Answer> answers = new ArrayDeque<>();
        private final List<Row> rows = new ArrayList<>();

        @Override
        public Import.Answer send(byte[] json) throws IOException {
            if (!answers.isEmpty()) {
                return answers.remove();
            }
            for (JsonNode stream : new ObjectMapper().readTree(json).get("streams")) {
                Labels labels = labels(stream.get("stream"));
                for (JsonNode value : stream.get("values")) {
                    Labels metadata = value.has(2) ? labels(value.get(2)) : Labels.EMPTY;
                    long nanos = Long.parseLong(value.get(0).asText());
                    rows.add(new Row(labels, new Entry(nanos, value.get(1).asText(), metadata)));
                }
            }
            return new Import.Answer(204, "", 0);
        }

        private static Labels labels(JsonNode object) {
            Map<String, String> labels = new TreeMap<>();
            object.properties()
                    .forEach(
                            field -> labels.put(field.getKey(), field.getValue().asText()));
            return Labels.of(labels);
        }

        List<Row> take() {
            List<Row> taken = new ArrayList<>(rows);
            rows.clear();
            return taken;
        }
    }
}
