package dev.lodur.compaction.exchange;

import dev.lodur.model.RowBlock;
import dev.lodur.model.file.FileLayer;
import dev.lodur.model.file.ReadFile;
import dev.lodur.segment.RangeReader;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentBlockReader;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.SegmentScratch;
import java.io.IOException;
import java.nio.file.Path;

/** Reads the rows of a segment file one after the other, a block at a time. */
final class SegmentRows {
    private SegmentRows() {}

    /** Takes rows. */
    @FunctionalInterface
    interface Receiver {
        void accept(ExportedRow row) throws IOException;
    }

    static void read(FileLayer files, Path file, Receiver rows) throws IOException {
        try (ReadFile reader = files.open(file);
                SegmentScratch scratch = new SegmentScratch()) {
            RangeReader ranges = RangeReader.of(reader, file.toString());
            SegmentIndex index = SegmentIndex.readFromTail(ranges, reader.sizeBytes());
            SegmentBlockReader blocks = new SegmentBlockReader(Segment.open(ranges, index), scratch);
            for (int block = 0; block < index.blockCount(); block++) {
                blocks.open(block);
                read(blocks, rows);
            }
        }
    }

    private static void read(RowBlock block, Receiver rows) throws IOException {
        long[] times = block.timestamps();
        for (int run = 0; run < block.runs(); run++) {
            for (int row = block.runStart(run); row < block.runStart(run + 1); row++) {
                rows.accept(new ExportedRow(
                        times[row],
                        block.labels(run),
                        block.metadata().at(row),
                        block.lines().text(row)));
            }
        }
    }
}
