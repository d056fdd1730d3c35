package dev.lodur.segment;

import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.RowBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rows written as a segment, and read back. */
record TestSegment(byte[] bytes, SegmentSummary summary) {
    /** One row as a value. */
    record Row(Labels labels, Entry entry) {}

    /** Options under which few rows already make several blocks and row groups. */
    static final SegmentOptions SMALL = new SegmentOptions(1, 1000, 50, 3000);

    static final class Rows {
        private final SortedMap<Labels, List<Entry>> streams = new TreeMap<>();

        Rows add(Labels labels, long timestampNanos, String line, String... metadata) {
            return add(labels, timestampNanos, line, Labels.of(metadata));
        }

        Rows add(Labels labels, long timestampNanos, String line, Labels metadata) {
            streams.computeIfAbsent(labels, key -> new ArrayList<>()).add(new Entry(timestampNanos, line, metadata));
            return this;
        }

        List<Row> inOrder() {
            List<Row> rows = new ArrayList<>();
            sorted().forEach((labels, entries) -> entries.forEach(entry -> rows.add(new Row(labels, entry))));
            return rows;
        }

        private Map<Labels, List<Entry>> sorted() {
            streams.values()
                    .forEach(entries -> entries.sort((a, b) -> Long.compare(a.timestampNanos(), b.timestampNanos())));
            return streams;
        }

        TestSegment write(SegmentOptions options) {
            SegmentPlan plan = new SegmentPlan();
            sorted().forEach((labels, entries) -> {
                plan.addStream(labels, entries.size());
                for (Entry entry : entries) {
                    byte[] packed = PackedLabels.encode(entry.metadata());
                    plan.addMetadata(packed, 0, packed.length);
                }
            });
            MemoryFile file = new MemoryFile();
            try (SegmentWriter writer = new SegmentWriter(file, plan.columns(), options)) {
                for (Map.Entry<Labels, List<Entry>> stream : sorted().entrySet()) {
                    writer.beginStream(stream.getKey());
                    for (Entry entry : stream.getValue()) {
                        append(writer, entry);
                    }
                }
                SegmentSummary summary = writer.finish();
                return new TestSegment(file.toByteArray(), summary);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static void append(SegmentWriter writer, Entry entry) throws IOException {
        byte[] line = entry.line().getBytes(StandardCharsets.UTF_8);
        byte[] metadata = PackedLabels.encode(entry.metadata());
        writer.append(entry.timestampNanos(), line, 0, line.length, metadata, 0, metadata.length);
    }

    RangeReader reader() {
        return RangeReader.of(bytes, "test segment");
    }

    SegmentIndex index() {
        return SegmentIndex.read(reader(), summary.indexOffset(), summary.indexLengthBytes());
    }

    Segment open() {
        return Segment.open(reader(), index());
    }

    List<Row> read() {
        return read(open());
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

    static void addRows(RowBlock block, List<Row> rows) {
        for (int run = 0; run < block.runs(); run++) {
            for (int row = block.runStart(run); row < block.runStart(run + 1); row++) {
                Entry entry = new Entry(
                        block.timestamps()[row],
                        block.lines().text(row),
                        block.metadata().at(row));
                rows.add(new Row(block.labels(run), entry));
            }
        }
    }
}
