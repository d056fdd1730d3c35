package dev.lodur.wal;

import dev.lodur.model.file.AppendFile;
import dev.lodur.model.file.FileLayer;
import dev.lodur.wal.WalFormat.Header;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a log on its folder: makes the next one, keeps the sealed ones in their order, removes them. Guarded by
 * the log's lock, except {@link #remove}.
 */
final class LogFiles {
    /** A file that is not written to any more. */
    record Sealed(Path path, long lastSequence, long sizeBytes, boolean corrupt) {}

    private final FileLayer files;
    private final Path directory;
    private final long bootEpoch;
    private final List<Sealed> sealed = new ArrayList<>();
    private long previousFirst;
    private long previousDurable;

    LogFiles(FileLayer files, Path directory, long bootEpoch) {
        this.files = files;
        this.directory = directory;
        this.bootEpoch = bootEpoch;
    }

    /** Takes over what a replay read: cuts and forces the last file, so that nothing behind it needs to be doubted. */
    void recover(List<WalReplay.Replayed> replayed) throws IOException {
        for (WalReplay.Replayed file : replayed) {
            WalFileReader.Result result = file.result();
            sealed.add(new Sealed(file.path(), result.lastSequence(), file.sizeBytes(), result.corrupt()));
        }
        List<WalReplay.Replayed> counted =
                replayed.stream().filter(WalReplay.Replayed::counted).toList();
        if (!counted.isEmpty()) {
            WalReplay.Replayed last = counted.getLast();
            WalFileReader.Result result = last.result();
            // What is corrupt is kept as it is, for whoever wants to look at it.
            files.truncate(last.path(), result.corrupt() ? last.sizeBytes() : result.goodBytes());
            previousFirst = last.firstSequence();
            previousDurable = result.durableSequence();
        }
    }

    /** Makes a file, which counts from the return on: its header and its folder are forced. */
    LogFile create(long firstSequence, long marker) throws IOException {
        Path path = directory.resolve(WalFormat.fileName(firstSequence));
        AppendFile file = files.create(path);
        try {
            byte[] header =
                    WalFormat.encode(new Header(bootEpoch, firstSequence, marker, previousFirst, previousDurable));
            file.write(header, 0, header.length);
            file.force();
            files.forceDirectory(directory);
            return new LogFile(path, file, firstSequence, marker);
        } catch (IOException e) {
            discard(file, path, firstSequence, e);
            throw e;
        }
    }

    private void discard(AppendFile file, Path path, long firstSequence, IOException cause) {
        try {
            file.close();
            files.delete(path);
        } catch (IOException e) {
            // It stays as a file that no other names until a cut removes it, in its turn.
            sealed.add(new Sealed(path, firstSequence - 1, file.sizeBytes(), false));
            cause.addSuppressed(e);
        }
    }

    /** Takes a sealed file whose durable records are settled. */
    void add(LogFile file) {
        sealed.add(new Sealed(file.path(), file.writtenSequence(), file.sizeBytes(), false));
        previousFirst = file.firstSequence();
        previousDurable = file.durableSequence();
    }

    /** The sealed files, oldest first, that have no record behind a sequence. */
    List<Sealed> coveredBy(long sequence) {
        return sealed.stream()
                .takeWhile(file -> file.lastSequence() <= sequence)
                .toList();
    }

    /**
     * Removes a file, or renames it where it is corrupt, and forces the folder: a younger file must not be gone while an
     * older one is back.
     */
    void remove(Sealed file) throws IOException {
        if (file.corrupt()) {
            Path kept = file.path().resolveSibling(file.path().getFileName() + WalFormat.CORRUPT_SUFFIX);
            files.rename(file.path(), kept);
        } else {
            files.delete(file.path());
        }
        files.forceDirectory(directory);
    }

    void removed(Sealed file) {
        sealed.remove(file);
    }

    long sizeBytes() {
        long sizeBytes = 0;
        for (Sealed file : sealed) {
            sizeBytes += file.sizeBytes();
        }
        return sizeBytes;
    }
}
