package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.AppendFile;
import dev.lodur.model.file.FileLayer;
import dev.lodur.model.file.ReadFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder of finished slices that wait for their upload. They survive restarts and loss of power, and can be read.
 *
 * <pre>
 * day-tenanthash-instance-epoch-first-last.parquet     the segment as it will be in the bucket
 * day-tenanthash-instance-epoch-first-last.meta        what is known of it, see {@link SpoolMetaFormat}
 * *.tmp                                                being written; removed at open
 * *.corrupt                                            a pair that open could not read; kept for a person to look at
 * </pre>
 *
 * Slices that are provisional go at open, too: what their rows come from is replayed.
 *
 * <p>A slice is in the spool when both its files are. Both are forced under temporary names, then renamed, then the folder
 * is forced; so one file alone is what a crash left of a publish that was not acknowledged, or of a removal, and goes.
 *
 * <p>One process at a time, which the lock on the ingester's folder sees to. Thread-safe, except that a slice is written
 * by one {@link SpoolWriter} at a time.
 */
public final class Spool {
    private static final String SEGMENT = ".parquet";
    private static final String META = ".meta";
    private static final String TEMPORARY = ".tmp";
    private static final String CORRUPT = ".corrupt";
    private static final System.Logger LOGGER = System.getLogger(Spool.class.getName());

    private final FileLayer files;
    private final Path folder;
    private final Clock clock;
    private final Map<SliceName, SpooledSlice> slices = new LinkedHashMap<>();

    private Spool(FileLayer files, Path folder, Clock clock) {
        this.files = files;
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Opens the spool in a folder, which is made where it is missing, with the slices that earlier processes left.
     *
     * @throws LodurException {@link ErrorCode#INTERNAL} when the disk fails, {@link ErrorCode#FORMAT_TOO_NEW} when a
     *     newer version wrote a slice
     */
    public static Spool open(FileLayer files, Path folder, Clock clock) {
        Spool spool = new Spool(files, folder, clock);
        try {
            files.createDirectories(folder);
            spool.recover();
            // What can be seen may not have been forced; from now on it is relied on.
            files.forceDirectory(folder);
            return spool;
        } catch (IOException e) {
            throw StoreFailures.failed("open the spool", folder, e);
        }
    }

    private void recover() throws IOException {
        for (Path file : files.list(folder)) {
            String name = String.valueOf(file.getFileName());
            if (name.endsWith(TEMPORARY)) {
                files.delete(file);
            } else if (name.endsWith(SEGMENT) && !files.exists(sibling(name, SEGMENT, META))) {
                files.delete(file);
            } else if (name.endsWith(META)) {
                recover(file, sibling(name, META, SEGMENT));
            }
        }
    }

    private Path sibling(String name, String suffix, String otherSuffix) {
        return folder.resolve(name.substring(0, name.length() - suffix.length()) + otherSuffix);
    }

    private void recover(Path meta, Path segment) throws IOException {
        if (!files.exists(segment)) {
            files.delete(meta);
            return;
        }
        try {
            SpooledSlice slice = SpoolMetaFormat.decode("spool file '" + meta + "'", readAll(meta));
            checkSize(segment, slice);
            slices.put(slice.name(), slice);
            if (slice.provisional()) {
                remove(slice);
            }
        } catch (LodurException e) {
            if (e.code() != ErrorCode.CORRUPT) {
                throw e;
            }
            LOGGER.log(System.Logger.Level.ERROR, "setting aside " + segment + " as " + CORRUPT, e);
            files.rename(segment, segment.resolveSibling(segment.getFileName() + CORRUPT));
            files.rename(meta, meta.resolveSibling(meta.getFileName() + CORRUPT));
        }
    }

    private byte[] readAll(Path file) throws IOException {
        try (ReadFile reader = files.open(file)) {
            byte[] bytes = new byte[Math.toIntExact(reader.sizeBytes())];
            reader.read(0, bytes, 0, bytes.length);
            return bytes;
        }
    }

    private void checkSize(Path segment, SpooledSlice slice) throws IOException {
        try (ReadFile reader = files.open(segment)) {
            if (reader.sizeBytes() != slice.sizeBytes()) {
                throw new LodurException(
                        ErrorCode.CORRUPT,
                        "spool file '" + segment + "' has " + reader.sizeBytes() + " bytes instead of "
                                + slice.sizeBytes());
            }
        }
    }

    /**
     * Begins a slice.
     *
     * @throws LodurException {@link ErrorCode#CONFLICT} when the spool has it already, {@link ErrorCode#INTERNAL} when
     *     the disk fails
     */
    public SpoolWriter begin(SliceName name) {
        if (find(name).isPresent()) {
            throw new LodurException(ErrorCode.CONFLICT, "slice '" + name.fileName() + "' is in the spool already");
        }
        Path temporary = path(name, SEGMENT + TEMPORARY);
        try {
            files.delete(temporary);
            return new SpoolWriter(this, name, files.create(temporary));
        } catch (IOException e) {
            throw StoreFailures.failed("begin slice", name.fileName(), e);
        }
    }

    long nowMillis() {
        return clock.millis();
    }

    SpooledSlice publish(
            SliceName name, SliceSummary summary, ChecksummedFile file, long publishedMillis, boolean provisional)
            throws IOException {
        SpooledSlice slice =
                new SpooledSlice(name, summary, file.sizeBytes(), file.checksum(), publishedMillis, provisional);
        Path temporaryMeta = path(name, META + TEMPORARY);
        files.delete(temporaryMeta);
        byte[] meta = SpoolMetaFormat.encode(slice);
        try (AppendFile out = files.create(temporaryMeta)) {
            out.write(meta, 0, meta.length);
            out.force();
        }
        files.rename(path(name, SEGMENT + TEMPORARY), path(name, SEGMENT));
        files.rename(temporaryMeta, path(name, META));
        files.forceDirectory(folder);
        synchronized (slices) {
            slices.put(name, slice);
        }
        return slice;
    }

    void abandon(SliceName name) throws IOException {
        files.delete(path(name, SEGMENT + TEMPORARY));
        files.delete(path(name, META + TEMPORARY));
    }

    /** All slices, those published first first. */
    public List<SpooledSlice> slices() {
        synchronized (slices) {
            return new ArrayList<>(slices.values());
        }
    }

    public Optional<SpooledSlice> find(SliceName name) {
        synchronized (slices) {
            return Optional.ofNullable(slices.get(name));
        }
    }

    /** Bytes of all segments that wait. */
    public long sizeBytes() {
        return slices().stream().mapToLong(SpooledSlice::sizeBytes).sum();
    }

    /**
     * Opens a slice's segment; it stays readable when it is removed meanwhile.
     *
     * @throws LodurException {@link ErrorCode#GONE} when it was removed: it is committed then
     */
    public ReadFile open(SpooledSlice slice) {
        try {
            return files.open(path(slice.name(), SEGMENT));
        } catch (NoSuchFileException e) {
            throw new LodurException(ErrorCode.GONE, "slice '" + slice.name().fileName() + "' has left the spool", e);
        } catch (IOException e) {
            throw StoreFailures.failed("open slice", slice.name().fileName(), e);
        }
    }

    /** The segment's bytes for an upload. */
    ObjectBody body(SpooledSlice slice) {
        return new ObjectBody.OfFile(files, path(slice.name(), SEGMENT));
    }

    /** Removes a slice that is committed; one that failed half way is removed by doing it again. For the uploader. */
    void remove(SpooledSlice slice) {
        try {
            files.delete(path(slice.name(), META));
            files.delete(path(slice.name(), SEGMENT));
            files.forceDirectory(folder);
        } catch (IOException e) {
            throw StoreFailures.failed("remove slice", slice.name().fileName(), e);
        }
        synchronized (slices) {
            slices.remove(slice.name());
        }
    }

    /** Removes a slice that another has taken the place of. */
    public void removeProvisional(SpooledSlice slice) {
        if (!slice.provisional()) {
            throw new IllegalArgumentException(
                    "not provisional: " + slice.name().fileName());
        }
        remove(slice);
    }

    private Path path(SliceName name, String suffix) {
        return folder.resolve(name.fileName() + suffix);
    }
}
