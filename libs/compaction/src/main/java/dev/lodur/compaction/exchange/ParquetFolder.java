package dev.lodur.compaction.exchange;

import dev.lodur.segment.SegmentSummary;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** A folder that takes exported segments as Parquet files, {@code 2026-11-23-1.parquet} and so on. */
public final class ParquetFolder implements ExportSink {
    private final Path folder;
    private int number;

    /** Makes the folder where it is missing. Files of its names are not replaced. */
    public ParquetFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    @Override
    public void add(LocalDate day, Path file, SegmentSummary summary) throws IOException {
        number++;
        Path target = folder.resolve(day + "-" + number + ".parquet");
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        // A move where it is one file system, a copy elsewhere.
        Files.move(file, target);
    }
}
