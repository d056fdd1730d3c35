package dev.lodur.compaction.repair;

import dev.lodur.model.LodurException;
import dev.lodur.model.RowBlock;
import dev.lodur.segment.RunTable;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentBlockReader;
import dev.lodur.segment.SegmentFooter;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.SegmentScratch;
import dev.lodur.store.CatalogEntry;

/**
 * Reads a segment from its first byte to its last, once for the checksum of the object and once page by page, and
 * compares rows with the index. For one thread.
 */
final class DeepCheck {
    /** Is told what is wrong. */
    @FunctionalInterface
    interface Report {
        void accept(CatalogEntry entry, Finding.Kind kind, String text);
    }

    private final StoredRanges ranges;
    private final CatalogEntry entry;
    private final SegmentIndex index;
    private final Report report;

    DeepCheck(StoredRanges ranges, CatalogEntry entry, SegmentIndex index, Report report) {
        this.ranges = ranges;
        this.entry = entry;
        this.index = index;
        this.report = report;
    }

    void run() {
        int checksum = ranges.crc32c(entry.sizeBytes());
        if (checksum != entry.checksum()) {
            report(
                    Finding.Kind.CHECKSUM,
                    "the object has the checksum %08x, the catalog says %08x".formatted(checksum, entry.checksum()));
        }
        checkFooter();
        checkSections();
        checkOrderOfStreams();
        checkRows();
    }

    private void checkFooter() {
        try {
            SegmentFooter footer = SegmentFooter.read(ranges, entry.sizeBytes());
            if (footer.rows() != index.rows()) {
                report(Finding.Kind.FOOTER, "its footer has " + footer.rows() + " rows, its index " + index.rows());
            }
            if (footer.indexOffset() != entry.indexOffset() || footer.indexLengthBytes() != entry.indexLengthBytes()) {
                report(Finding.Kind.FOOTER, "its footer says that the index is at " + footer.indexOffset());
            }
        } catch (LodurException e) {
            report(e);
        }
    }

    private void report(LodurException failure) {
        if (!failure.code().isOfStoredBytes()) {
            throw failure;
        }
        report(Finding.Kind.FOOTER, failure.text());
    }

    private void checkSections() {
        for (SegmentIndex.Section section : index.sections()) {
            if (ranges.crc32c(section.offset(), section.storedBytes()) != section.crc32c()) {
                report(Finding.Kind.SEGMENT_UNREADABLE, "section " + section.id() + " has a wrong checksum");
            }
        }
    }

    private void checkOrderOfStreams() {
        for (int stream = 1; stream < index.streamCount(); stream++) {
            if (index.labels(stream - 1).compareTo(index.labels(stream)) >= 0) {
                report(Finding.Kind.ROWS, index.labels(stream) + " comes after " + index.labels(stream - 1));
            }
        }
    }

    private void checkRows() {
        Segment segment = Segment.open(ranges, index);
        try (SegmentScratch scratch = new SegmentScratch()) {
            SegmentBlockReader reader = new SegmentBlockReader(segment, scratch);
            for (int block = 0; block < index.blockCount(); block++) {
                reader.open(block);
                check(block, reader);
                // Decoded for its checksums and shape alone.
                reader.metadata();
            }
        }
    }

    private void check(int block, RowBlock rows) {
        int firstRun = index.blocks().firstRun()[block];
        for (int run = 0; run < rows.runs(); run++) {
            if (!isAsIndexed(rows, run, firstRun + run)) {
                report(
                        Finding.Kind.ROWS,
                        "the rows of " + rows.labels(run) + " in block " + block
                                + " are not in order, or not as the index says");
            }
        }
    }

    private boolean isAsIndexed(RowBlock block, int run, int indexRun) {
        int from = block.runStart(run);
        int to = block.runStart(run + 1);
        long[] times = block.timestamps();
        for (int row = from + 1; row < to; row++) {
            if (times[row] < times[row - 1]) {
                return false;
            }
        }
        RunTable runs = index.runs();
        return runs.rows()[indexRun] == to - from
                && runs.minNanos()[indexRun] == times[from]
                && runs.maxNanos()[indexRun] == times[to - 1]
                && runs.lineBytes()[indexRun]
                        == block.lines().start(to) - block.lines().start(from);
    }

    private void report(Finding.Kind kind, String text) {
        report.accept(entry, kind, text);
    }
}
