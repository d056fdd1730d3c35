package dev.lodur.wal;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.FileLayer;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Keeps the log from filling its disk to the last byte: a start needs a few bytes and a flush some more, and without them
 * a full disk could never be emptied into the bucket. Guarded by the log's lock.
 */
final class DiskRoom {
    /** A large disk needs no tenth of it. */
    private static final long KEPT_BYTES_MAX = 256L << 20;

    /** Bytes that may be appended before the disk is looked at again, and the share of what is free that they are at most. */
    private static final long LOOK_BYTES = 1L << 20;

    private static final int LOOK_FRACTION = 4;

    private final FileLayer files;
    private final Path directory;
    private final double fullThreshold;
    private long unlooked;

    /**
     * @param fullThreshold share of the disk from which on nothing is appended; 0 for never
     */
    DiskRoom(FileLayer files, Path directory, double fullThreshold) {
        this.files = files;
        this.directory = directory;
        this.fullThreshold = fullThreshold;
    }

    /** Throws {@code UNAVAILABLE} where a record of that length would take of what is kept. */
    void require(int lengthBytes) {
        unlooked -= lengthBytes;
        if (fullThreshold > 0 && unlooked < 0) {
            long free = freeBytes() - lengthBytes;
            if (free < 0) {
                unlooked = 0;
                throw new LodurException(
                        ErrorCode.UNAVAILABLE,
                        "the disk of the write-ahead log " + directory + " is full beyond " + fullThreshold
                                + " of it (ingester.wal.disk_full_threshold): make room, or have the bucket take what waits");
            }
            unlooked = Math.min(LOOK_BYTES, free / LOOK_FRACTION);
        }
    }

    /** Bytes that may be taken of the disk; all of it where the disk does not tell, since the write will. */
    private long freeBytes() {
        try {
            long kept = (long) ((1 - fullThreshold) * files.totalBytes(directory));
            return files.usableBytes(directory) - Math.min(kept, KEPT_BYTES_MAX);
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
