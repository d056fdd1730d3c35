package dev.lodur.compaction.exchange;

import dev.lodur.segment.SegmentSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;

/** Takes what an export has made. */
@FunctionalInterface
public interface ExportSink {
    /** Takes a segment of a day, by moving or reading its file, which is gone afterwards. */
    void add(LocalDate day, Path file, SegmentSummary summary) throws IOException;
}
