package dev.lodur.engine;

import dev.lodur.engine.TestBlocks.Row;
import dev.lodur.model.Labels;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.file.AppendFile;
import dev.lodur.model.file.DiskFileLayer;
import dev.lodur.segment.RangeReader;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.SegmentOptions;
import dev.lodur.segment.SegmentPlan;
import dev.lodur.segment.SegmentSummary;
import dev.lodur.segment.SegmentWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Segments made from values, of small blocks. */
final class TestSegments {
    /** A segment and what its writer says of it. */
    record Written(Segment segment, SegmentSummary summary) {}

    private TestSegments() {}

    /**
     * Writes a segment.
     *
     * @param rows in the order of streams and times
     * @param reads counts what is read of it
     */
    static Written write(Path file, List<Row> rows, AtomicInteger reads) throws IOException {
        return write(file, rows, reads, false);
    }

    /** The same with or without a filter. */
    static Written write(Path file, List<Row> rows, AtomicInteger reads, boolean filter) throws IOException {
        SegmentOptions options = new SegmentOptions(1, 600, 50, 2000).withFilter(filter);
        SegmentSummary summary;
        try (AppendFile out = new DiskFileLayer().create(file);
                SegmentWriter writer = new SegmentWriter(out, plan(rows).columns(), options)) {
            Labels current = null;
            for (Row row : rows) {
                if (!row.stream().equals(current)) {
                    current = row.stream();
                    writer.beginStream(current);
                }
                byte[] line = row.entry().line().getBytes(StandardCharsets.UTF_8);
                byte[] packed = PackedLabels.encode(row.entry().metadata());
                writer.append(row.entry().timestampNanos(), line, 0, line.length, packed, 0, packed.length);
            }
            summary = writer.finish();
        }
        byte[] bytes = Files.readAllBytes(file);
        RangeReader array = RangeReader.of(bytes, file.getFileName().toString());
        RangeReader counting = (offset, into, at, length) -> {
            reads.incrementAndGet();
            array.read(offset, into, at, length);
        };
        Segment segment = Segment.open(counting, SegmentIndex.readFromTail(counting, bytes.length));
        return new Written(segment, summary);
    }

    private static SegmentPlan plan(List<Row> rows) {
        SegmentPlan plan = new SegmentPlan();
        Labels current = null;
        for (Row row : rows) {
            if (!row.stream().equals(current)) {
                current = row.stream();
                plan.addStream(current, 40);
            }
            byte[] packed = PackedLabels.encode(row.entry().metadata());
            plan.addMetadata(packed, 0, packed.length);
        }
        return plan;
    }
}
