package dev.lodur.compaction;

import dev.lodur.model.Labels;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.file.AppendFile;
import dev.lodur.model.file.DiskFileLayer;
import dev.lodur.segment.RangeReader;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentBlockReader;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.SegmentOptions;
import dev.lodur.segment.SegmentPlan;
import dev.lodur.segment.SegmentScratch;
import dev.lodur.segment.SegmentSummary;
import dev.lodur.segment.SegmentWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Rows for tests, written as segments and read back. */
public final class TestRows {
    /** Few rows already make several blocks and row groups, some of them whole. */
    static final SegmentOptions SMALL = new SegmentOptions(2, 1, 600, 40, 2500);

    private static final Comparator<Row> IN_SEGMENTS =
            Comparator.comparing(Row::labels).thenComparingLong(Row::timestampNanos);

    private TestRows() {}

    public record Row(Labels labels, long timestampNanos, String line, Labels metadata) {
        /** The row as entries are told apart: the level that Lodur detects does not count. */
        public Row identity() {
            Map<String, String> told = new TreeMap<>(metadata.toMap());
            told.remove("detected_level");
            return new Row(labels, timestampNanos, line, Labels.of(told));
        }
    }

    /** A segment in a file, with what its writer said of it. */
    record Written(Path file, SegmentSummary summary) {
        Segment open() {
            try {
                RangeReader reader = RangeReader.of(Files.readAllBytes(file), file.toString());
                return Segment.open(
                        reader, SegmentIndex.read(reader, summary.indexOffset(), summary.indexLengthBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Writes rows, in the order of their streams and times, equal ones in the order given. */
    static Written write(Path file, List<Row> rows, SegmentOptions options) {
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(IN_SEGMENTS);
        SegmentPlan plan = new SegmentPlan();
        for (Row row : sorted) {
            plan.addStream(row.labels(), 1);
            byte[] packed = PackedLabels.encode(row.metadata());
            plan.addMetadata(packed, 0, packed.length);
        }
        try (AppendFile out = new DiskFileLayer().create(file);
                SegmentWriter writer = new SegmentWriter(out, plan.columns(), options)) {
            Labels stream = null;
            for (Row row : sorted) {
                if (!row.labels().equals(stream)) {
                    stream = row.labels();
                    writer.beginStream(stream);
                }
                byte[] line = row.line().getBytes(StandardCharsets.UTF_8);
                byte[] metadata = PackedLabels.encode(row.metadata());
                writer.append(row.timestampNanos(), line, 0, line.length, metadata, 0, metadata.length);
            }
            return new Written(file, writer.finish());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Row> read(Segment segment) {
        List<Row> rows = new ArrayList<>();
        try (SegmentScratch scratch = new SegmentScratch()) {
            SegmentBlockReader reader = new SegmentBlockReader(segment, scratch);
            for (int block = 0; block < segment.index().blockCount(); block++) {
                reader.open(block);
                addRows(reader, rows);
            }
        }
        return rows;
    }

    private static void addRows(RowBlock block, List<Row> rows) {
        for (int run = 0; run < block.runs(); run++) {
            for (int row = block.runStart(run); row < block.runStart(run + 1); row++) {
                rows.add(new Row(
                        block.labels(run),
                        block.timestamps()[row],
                        block.lines().text(row),
                        block.metadata().at(row)));
            }
        }
    }

    /** Rows of a few streams, of which some have many rows, with equal times and repeated rows among them. */
    public static List<Row> random(RandomGenerator random, long fromNanos) {
        List<Row> rows = new ArrayList<>();
        int streams = 1 + random.nextInt(5);
        for (int stream = 0; stream < streams; stream++) {
            Labels labels = Labels.of("app", "app-" + random.nextInt(5), "host", "h" + random.nextInt(2));
            long nanos = fromNanos + random.nextInt(20);
            for (int i = random.nextInt(random.nextBoolean() ? 8 : 150); i > 0; i--) {
                nanos += random.nextInt(4) == 0 ? 0 : random.nextInt(3);
                Row row = new Row(labels, nanos, line(random), metadata(random));
                rows.add(row);
                if (random.nextInt(10) == 0) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private static String line(RandomGenerator random) {
        return random.nextInt(3) == 0 ? "same" : "lïne " + random.nextInt(1000) + "x".repeat(random.nextInt(30));
    }

    private static Labels metadata(RandomGenerator random) {
        Map<String, String> metadata = new TreeMap<>();
        if (random.nextInt(3) == 0) {
            metadata.put("trace", "t" + random.nextInt(random.nextBoolean() ? 2 : 1000));
        }
        if (random.nextInt(30) == 0) {
            metadata.put("k" + random.nextInt(400), "ü");
        }
        if (random.nextBoolean()) {
            metadata.put("detected_level", random.nextBoolean() ? "info" : "error");
        }
        return Labels.of(metadata);
    }
}
