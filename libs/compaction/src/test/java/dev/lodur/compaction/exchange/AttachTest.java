package dev.lodur.compaction.exchange;

import static dev.lodur.compaction.SegmentBucket.DAY;
import static dev.lodur.compaction.SegmentBucket.DAY_NANOS;
import static dev.lodur.compaction.SegmentBucket.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.compaction.SegmentBucket;
import dev.lodur.compaction.SegmentBucket.Row;
import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.TimeRange;
import dev.lodur.model.file.DiskFileLayer;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.FolderObjectStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SQL of {@code docs/attach.md}, each block run by DuckDB on a folder that Lodur has written. */
class AttachTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "attach.md");
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- block: ([a-z ]+) -->\n)?```sql\n(.*?)```", Pattern.DOTALL);
    private static final long TEN_NANOS = DAY_NANOS + 36_000_000_000_000L;

    @TempDir
    private Path folder;

    private final List<Row> live = new ArrayList<>();
    private final List<CatalogEntry> notLive = new ArrayList<>();
    private final List<CatalogEntry> liveEntries = new ArrayList<>();
    private SegmentBucket bucket;
    private Connection duckDb;

    @BeforeEach
    void writeFolder() throws Exception {
        duckDb = DriverManager.getConnection("jdbc:duckdb:");
        bucket = new SegmentBucket(FolderObjectStore.open(new DiskFileLayer(), folder.resolve("chunks")), "");
        CatalogEntry first = bucket.flush(1, rows(0, 120));
        CatalogEntry second = bucket.flush(2, rows(100, 260));
        List<Row> merged = new ArrayList<>(bucket.rows(first));
        merged.addAll(bucket.rows(second));
        CatalogEntry hour = bucket.putMerged(
                "hour",
                1,
                List.of(first, second),
                List.of(SegmentBucket.slice(1).walRange()),
                merged);
        bucket.replace(List.of(first, second), List.of(hour));
        CatalogEntry last = bucket.flush(3, rows(260, 300));
        CatalogEntry orphan = bucket.upload(SegmentBucket.slice(4), rows(300, 310));
        notLive.addAll(List.of(first, second, orphan));
        liveEntries.addAll(List.of(hour, last));
        liveEntries.forEach(entry -> live.addAll(bucket.rows(entry)));
        List<String> keys = new LiveSegments(bucket.objects, bucket.catalogs)
                .of(TENANT, DAY, TimeRange.ALL).stream().map(CatalogEntry::key).toList();
        Files.write(folder.resolve("live.csv"), keys);
    }

    @AfterEach
    void close() throws Exception {
        bucket.store.close();
        duckDb.close();
    }

    /** Two lines a second from ten o'clock on, some of them JSON, some with metadata. */
    private static List<Row> rows(int from, int to) {
        List<Row> rows = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Labels labels = Labels.of("app", i % 3 == 0 ? "api" : "web", "env", i % 2 == 0 ? "prod" : "dev");
            Map<String, String> metadata = new TreeMap<>();
            metadata.put("detected_level", i % 5 == 0 ? "error" : "info");
            if (i % 4 == 0) {
                metadata.put("trace_id", "t" + i % 11);
            }
            if (i == 42 || i == 142 || i == 282) {
                metadata.put("rare_key", "r" + i);
            }
            String line = i % 7 == 0
                    ? "{\"status\":" + (i % 14 == 0 ? 200 : 500) + ",\"n\":" + i + "}"
                    : (i % 6 == 0 ? "timeout at " : "done with ") + i;
            rows.add(new Row(labels, new Entry(TEN_NANOS + i * 500_000_001L, line, Labels.of(metadata))));
        }
        return rows;
    }

    @Test
    void everyBlockAnswersWhatWasWritten() throws Exception {
        Map<String, List<List<Object>>> expected = expected();
        List<String> run = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(Files.readString(DOCUMENT));
        while (blocks.find()) {
            String name = blocks.group(1);
            assertThat(name).as("a name for the block\n" + blocks.group(2)).isNotNull();
            assertThat(run(blocks.group(2))).as(name).isEqualTo(expected.get(name));
            run.add(name);
        }
        assertThat(run).containsExactlyInAnyOrderElementsOf(expected.keySet());
    }

    /** The rows of the last statement. */
    private List<List<Object>> run(String block) throws Exception {
        String sql = block.replace("data/chunks/", folder.resolve("chunks") + "/")
                .replace("'live.csv'", "'" + folder.resolve("live.csv") + "'");
        List<List<Object>> rows = new ArrayList<>();
        try (Statement statement = duckDb.createStatement()) {
            for (String each : sql.split(";\n")) {
                rows.clear();
                if (!each.isBlank() && statement.execute(each)) {
                    read(statement.getResultSet(), rows);
                }
            }
        }
        return rows;
    }

    private static void read(ResultSet result, List<List<Object>> rows) throws Exception {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
            List<Object> row = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                Object value = result.getObject(i);
                row.add(value instanceof Timestamp time ? time.toLocalDateTime() : value);
            }
            rows.add(row);
        }
    }

    private Map<String, List<List<Object>>> expected() {
        Map<String, List<List<Object>>> expected = new LinkedHashMap<>();
        expected.put("live view", List.of());
        expected.put("distinct", count(live.stream().distinct().count()));
        expected.put(
                "stream and time",
                live.stream()
                        .filter(row -> label(row, "app").equals("api")
                                && label(row, "env").equals("prod"))
                        .sorted((a, b) -> Long.compare(nanos(a), nanos(b)))
                        .map(row ->
                                List.<Object>of(time(nanos(row)), row.entry().line()))
                        .toList());
        expected.put(
                "by number",
                count(live.stream()
                        .filter(row -> nanos(row) < TEN_NANOS + 60_000_000_000L)
                        .count()));
        expected.put("levels", levels());
        expected.put("text", counts(row -> row.entry().line().contains("timeout"), row -> label(row, "app")));
        expected.put(
                "json",
                counts(
                        row -> row.entry().line().startsWith("{"),
                        row -> row.entry().line().contains("200") ? "200" : "500"));
        expected.put("metadata column", lines(row -> metadata(row, "trace_id").equals("t7")));
        expected.put(
                "metadata map",
                live.stream()
                        .filter(row -> !metadata(row, "rare_key").isEmpty())
                        .map(row -> List.<Object>of(
                                metadata(row, "rare_key"), row.entry().line()))
                        .sorted((a, b) -> ((String) a.get(1)).compareTo((String) b.get(1)))
                        .toList());
        expected.put("streams", streams());
        expected.put("join", counts(row -> true, row -> label(row, "app").equals("api") ? "payments" : "shop"));
        long all = live.size() + notLive.stream().mapToLong(CatalogEntry::rows).sum();
        expected.put("glob", count(all));
        expected.put("glob of live", count(live.size()));
        expected.put("files", files());
        return expected;
    }

    private List<List<Object>> levels() {
        Map<LocalDateTime, Map<String, Long>> minutes = new TreeMap<>();
        for (Row row : live) {
            LocalDateTime minute = time(nanos(row) - Math.floorMod(nanos(row), 60_000_000_000L));
            minutes.computeIfAbsent(minute, key -> new TreeMap<>())
                    .merge(metadata(row, "detected_level"), 1L, Long::sum);
        }
        List<List<Object>> rows = new ArrayList<>();
        minutes.forEach((minute, levels) -> levels.forEach((level, lines) -> rows.add(List.of(minute, level, lines))));
        return rows;
    }

    private List<List<Object>> streams() {
        Map<Labels, List<Row>> streams = new TreeMap<>(live.stream().collect(Collectors.groupingBy(Row::labels)));
        List<List<Object>> rows = new ArrayList<>();
        streams.forEach((labels, own) -> rows.add(List.of(
                labels.getOrEmpty("app"),
                labels.getOrEmpty("env"),
                (long) own.size(),
                time(own.stream().mapToLong(AttachTest::nanos).min().orElseThrow()),
                time(own.stream().mapToLong(AttachTest::nanos).max().orElseThrow()))));
        return rows;
    }

    private List<List<Object>> files() {
        Map<String, Long> files = new TreeMap<>();
        List<CatalogEntry> all = new ArrayList<>(liveEntries);
        all.addAll(notLive);
        all.forEach(entry -> files.put(entry.key().substring(entry.key().lastIndexOf('/') + 1), entry.rows()));
        return files.entrySet().stream()
                .map(file -> List.<Object>of(file.getKey(), file.getValue()))
                .toList();
    }

    private List<List<Object>> counts(Predicate<Row> wanted, Function<Row, String> group) {
        Map<String, Long> counts = new TreeMap<>(
                live.stream().filter(wanted).collect(Collectors.groupingBy(group, Collectors.counting())));
        return counts.entrySet().stream()
                .map(count -> List.<Object>of(count.getKey(), count.getValue()))
                .toList();
    }

    private List<List<Object>> lines(Predicate<Row> wanted) {
        return live.stream()
                .filter(wanted)
                .map(row -> row.entry().line())
                .sorted()
                .map(line -> List.<Object>of(line))
                .toList();
    }

    private static List<List<Object>> count(long count) {
        return List.of(List.of(count));
    }

    private static long nanos(Row row) {
        return row.entry().timestampNanos();
    }

    private static String label(Row row, String name) {
        return row.labels().getOrEmpty(name);
    }

    private static String metadata(Row row, String name) {
        return row.entry().metadata().getOrEmpty(name);
    }

    private static LocalDateTime time(long nanos) {
        return LocalDateTime.ofInstant(Instant.ofEpochSecond(0, nanos), ZoneOffset.UTC);
    }
}
