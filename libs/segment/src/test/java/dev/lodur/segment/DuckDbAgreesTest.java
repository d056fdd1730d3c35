package dev.lodur.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.Labels;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** DuckDB opens every kind of segment and agrees row by row with what was written, and so does our own reader. */
class DuckDbAgreesTest {
    private static final long T = 1_794_290_400_123_456_789L;

    private static void agrees(TestSegment.Rows rows, SegmentOptions options, List<String> labels, List<String> keys)
            throws SQLException {
        agrees(rows, options, DuckDb.same(labels), DuckDb.same(keys));
    }

    private static TestSegment agrees(
            TestSegment.Rows rows, SegmentOptions options, Map<String, String> labels, Map<String, String> keys)
            throws SQLException {
        TestSegment segment = rows.write(options);
        assertThat(segment.read()).isEqualTo(rows.inOrder());
        try (DuckDb duck = new DuckDb(segment.bytes())) {
            assertThat(duck.rows(labels, keys)).isEqualTo(rows.inOrder());
        }
        return segment;
    }

    @Test
    void oneRow() throws SQLException {
        agrees(
                new TestSegment.Rows().add(Labels.of("app", "a"), T, "hello"),
                SegmentOptions.FLUSH,
                List.of("app"),
                List.of());
    }

    @Test
    void noRows() throws SQLException {
        TestSegment segment = new TestSegment.Rows().write(SegmentOptions.FLUSH);
        assertThat(segment.read()).isEmpty();
        try (DuckDb duck = new DuckDb(segment.bytes())) {
            assertThat(duck.value("select count(*) from %s")).isEqualTo(0L);
        }
    }

    @Test
    void aStreamWithoutLabelsAndEmptyLines() throws SQLException {
        TestSegment.Rows rows = new TestSegment.Rows()
                .add(Labels.EMPTY, 0, "")
                .add(Labels.EMPTY, 0, "")
                .add(Labels.EMPTY, 5, "x")
                .add(Labels.of("app", ""), -7, "")
                .add(Labels.of("app", "b"), T, "");
        agrees(rows, SegmentOptions.FLUSH, List.of("app"), List.of());
    }

    @Test
    void nanosecondsAndTheEndsOfTime() throws SQLException {
        TestSegment.Rows rows = new TestSegment.Rows();
        for (long nanos :
                new long[] {-9_000_000_000_000_000_001L, -1, 0, 1, 999, T, T + 1, 9_000_000_000_000_000_001L}) {
            rows.add(Labels.of("app", "a"), nanos, "at " + nanos);
        }
        agrees(rows, SegmentOptions.FLUSH, List.of("app"), List.of());
    }

    @Test
    void unicodeEverywhere() throws SQLException {
        TestSegment.Rows rows = new TestSegment.Rows()
                .add(
                        Labels.of("app", "zü\u0000rich", "größe", "𝄞"),
                        T,
                        "line\nwith 日本語 and 𝄞\u0000",
                        "schlüssel",
                        "wért 🙂")
                .add(Labels.of("app", "z"), T, "\uffff", "schlüssel", "");
        agrees(rows, SegmentOptions.FLUSH, List.of("app", "größe"), List.of("schlüssel"));
    }

    @Test
    void moreLabelsAndKeysThanColumns() throws SQLException {
        TestSegment.Rows rows = new TestSegment.Rows();
        Random random = new Random(1);
        for (int stream = 0; stream < 20; stream++) {
            List<String> labels = new ArrayList<>();
            for (int i = 0; i < 45; i++) {
                if (i < 30 || random.nextInt(3) == 0) {
                    labels.addAll(List.of("l" + i, "v" + random.nextInt(3)));
                }
            }
            for (int row = 0; row < 30; row++) {
                List<String> metadata = new ArrayList<>();
                for (int i = 0; i < 30; i++) {
                    if (random.nextInt(3) == 0) {
                        metadata.addAll(List.of("k" + i, "v" + random.nextInt(100)));
                    }
                }
                rows.add(
                        Labels.of(labels.toArray(String[]::new)),
                        T + row,
                        "line " + row,
                        metadata.toArray(String[]::new));
            }
        }
        List<String> labelNames = new ArrayList<>();
        List<String> keyNames = new ArrayList<>();
        for (int i = 0; i < 45; i++) {
            labelNames.add("l" + i);
            keyNames.add("k" + i);
        }
        agrees(rows, TestSegment.SMALL, labelNames, keyNames);
        agrees(rows, SegmentOptions.COMPACTION, labelNames, keyNames);
    }

    @Test
    void namesThatClash() throws SQLException {
        TestSegment.Rows rows = new TestSegment.Rows()
                .add(
                        Labels.of("line", "1", "Timestamp", "2", "app", "3", "App", "4", "labels", "5"),
                        T,
                        "a",
                        "line",
                        "6",
                        "APP",
                        "7",
                        "metadata",
                        "8",
                        "timestamp_ns",
                        "9")
                .add(Labels.of("app_label", "1"), T, "b", "app_metadata", "2", "app", "3");
        Map<String, String> labels = Map.of(
                "line_label",
                "line",
                "Timestamp_label",
                "Timestamp",
                "App",
                "App",
                "app_label",
                "app",
                "app_label_label",
                "app_label",
                "labels_label",
                "labels");
        Map<String, String> keys = Map.of(
                "line_metadata",
                "line",
                "APP_metadata",
                "APP",
                "metadata_metadata",
                "metadata",
                "timestamp_ns_metadata",
                "timestamp_ns",
                "app_metadata_2",
                "app",
                "app_metadata_metadata",
                "app_metadata");
        agrees(rows, SegmentOptions.FLUSH, labels, keys);
    }

    @Test
    void veryLongLines() throws SQLException {
        char[] five = new char[5 << 20];
        Arrays.fill(five, 'x');
        five[12345] = 'é';
        char[] nine = new char[9 << 20];
        Arrays.fill(nine, 'y');
        TestSegment.Rows rows = new TestSegment.Rows()
                .add(Labels.of("app", "a"), T, "short")
                .add(Labels.of("app", "a"), T + 1, new String(five))
                .add(Labels.of("app", "a"), T + 2, "short again")
                .add(Labels.of("app", "b"), T, new String(nine), "k", "v")
                .add(Labels.of("app", "b"), T + 1, "end");
        agrees(rows, SegmentOptions.FLUSH, List.of("app"), List.of("k"));
    }

    @Test
    void manyStreamsInOneBlockAndStreamsOverSeveralBlocksAndRowGroups() throws SQLException {
        TestSegment.Rows rows = new TestSegment.Rows();
        Random random = new Random(2);
        for (int stream = 0; stream < 300; stream++) {
            Labels labels = Labels.of("app", "app-" + stream % 7, "pod", "pod-" + stream);
            int count = stream == 100 ? 5000 : random.nextInt(4) + 1;
            for (int row = 0; row < count; row++) {
                rows.add(
                        labels,
                        T + row * 1_000_003L,
                        "row " + row + " of " + stream + " " + random.nextInt(),
                        "detected_level",
                        row % 9 == 0 ? "error" : "info",
                        "trace_id",
                        Long.toHexString(random.nextLong()));
            }
        }
        TestSegment segment = agrees(
                rows,
                TestSegment.SMALL,
                DuckDb.same(List.of("app", "pod")),
                DuckDb.same(List.of("detected_level", "trace_id")));
        assertThat(segment.index().blocks().rowGroupBlocks().length).isGreaterThan(10);
        agrees(rows, SegmentOptions.FLUSH, List.of("app", "pod"), List.of("detected_level", "trace_id"));
    }

    @Test
    void rowsOfAllShapes() throws SQLException {
        List<String> labels = new ArrayList<>();
        List<String> keys = new ArrayList<>(List.of("detected_level"));
        for (int i = 0; i < 40; i++) {
            labels.add("l" + i);
            keys.add("k" + i);
        }
        for (int seed = 0; seed < 12; seed++) {
            agrees(RandomRows.of(new Random(seed)), TestSegment.SMALL, labels, keys);
        }
    }

    @Test
    void labelFiltersAndTimeFunctionsWork() throws SQLException {
        TestSegment.Rows rows = new TestSegment.Rows();
        for (int i = 0; i < 1000; i++) {
            rows.add(Labels.of("app", "a" + i % 3), T + i * 1_000_000_000L, "line " + i);
        }
        TestSegment segment = rows.write(TestSegment.SMALL);
        try (DuckDb duck = new DuckDb(segment.bytes())) {
            assertThat(duck.value("select count(*) from %s where app = 'a1'")).isEqualTo(333L);
            assertThat(duck.value("select count(*) from %s where line like '%99%'"))
                    .isEqualTo(19L);
            assertThat(duck.value("select typeof(\"timestamp\") from %s")).isEqualTo("TIMESTAMP_NS");
            assertThat(duck.value("select count(distinct date_trunc('minute', \"timestamp\")) from %s"))
                    .isEqualTo(17L);
            assertThat(duck.value("select max(timestamp_ns) from %s")).isEqualTo(T + 999_000_000_000L);
            assertThat(duck.value("select count(*) from %s where timestamp_ns < " + (T + 1)))
                    .isEqualTo(1L);
        }
    }

    @Test
    void blocksThatWereCopiedFromAnotherSegmentAreWhatTheyWere() throws SQLException, IOException {
        // given a segment of several blocks of one stream
        TestSegment.Rows rows = new TestSegment.Rows();
        Labels stream = Labels.of("app", "a");
        for (int i = 0; i < 200; i++) {
            rows.add(stream, T + i, "line " + i, "trace", "t" + i % 7, "rare" + i % 3, "é" + i);
        }
        TestSegment source = rows.write(TestSegment.SMALL);
        SegmentPlan plan = new SegmentPlan();
        plan.addStream(stream, 200);
        List.of("trace", "rare0", "rare1", "rare2").forEach(key -> plan.addMetadataKey(key, 200));
        MemoryFile file = new MemoryFile();

        // when all but the first block are copied behind rows that are written
        SegmentSummary summary;
        try (SegmentWriter writer = new SegmentWriter(file, plan.columns(), TestSegment.SMALL);
                SegmentScratch scratch = new SegmentScratch()) {
            writer.setOrigin(new byte[] {1, 2, 3});
            writer.beginStream(stream);
            SegmentBlockReader reader = new SegmentBlockReader(source.open(), scratch);
            for (int block = 0; block < source.index().blockCount(); block++) {
                reader.open(block);
                if (block > 0) {
                    writer.append(reader.stored());
                    continue;
                }
                for (TestSegment.Row row :
                        rows.inOrder().subList(0, source.index().block(0).rows())) {
                    TestSegment.append(writer, row.entry());
                }
            }
            summary = writer.finish();
        }

        // then
        TestSegment copy = new TestSegment(file.toByteArray(), summary);
        assertThat(copy.read()).isEqualTo(rows.inOrder());
        assertThat(copy.index().origin()).containsExactly(1, 2, 3);
        assertThat(copy.index().blocks())
                .usingRecursiveComparison()
                .isEqualTo(source.index().blocks());
        assertThat(summary.distinct()).isTrue();
        try (DuckDb duck = new DuckDb(copy.bytes())) {
            assertThat(duck.rows(DuckDb.same(List.of("app")), DuckDb.same(List.of("trace", "rare0", "rare1", "rare2"))))
                    .isEqualTo(rows.inOrder());
        }
    }
}
