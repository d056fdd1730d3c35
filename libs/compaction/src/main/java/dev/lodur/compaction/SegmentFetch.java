package dev.lodur.compaction;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.AppendFile;
import dev.lodur.model.file.ReadFile;
import dev.lodur.segment.RangeReader;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Brings segments into local files, with few large reads each, and verifies that they are what the catalog says. Closing
 * it closes the files. For one thread.
 */
final class SegmentFetch implements AutoCloseable {
    private static final int READ_BYTES = 8 << 20;

    private final ObjectStore store;
    private final Workspace workspace;
    private final List<ReadFile> open = new ArrayList<>();

    SegmentFetch(ObjectStore store, Workspace workspace) {
        this.store = store;
        this.workspace = workspace;
    }

    /**
     * The segment in a local file.
     *
     * @throws LodurException with GONE where the object is not there any more, CORRUPT where it has other bytes
     */
    Segment fetch(CatalogEntry entry) {
        Path file = workspace.newFile();
        try {
            copy(entry, file);
            return open(file, entry.key(), entry.indexOffset(), entry.indexLengthBytes());
        } catch (IOException e) {
            throw new LodurException(
                    ErrorCode.INTERNAL, "cannot bring '" + entry.key() + "' to " + file + ": " + e.getMessage(), e);
        }
    }

    /** A segment that is in a local file already. */
    Segment open(Path file, String name, long indexOffset, long indexLengthBytes) throws IOException {
        ReadFile reader = workspace.open(file);
        open.add(reader);
        RangeReader ranges = RangeReader.of(reader, name);
        return Segment.open(ranges, SegmentIndex.read(ranges, indexOffset, (int) indexLengthBytes));
    }

    private void copy(CatalogEntry entry, Path file) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[(int) Math.min(READ_BYTES, Math.max(1, entry.sizeBytes()))];
        try (AppendFile out = workspace.create(file)) {
            for (long at = 0; at < entry.sizeBytes(); at += buffer.length) {
                int length = (int) Math.min(buffer.length, entry.sizeBytes() - at);
                store.getRange(entry.key(), at, length, buffer, 0);
                crc.update(buffer, 0, length);
                out.write(buffer, 0, length);
            }
        }
        if ((int) crc.getValue() != entry.checksum()) {
            throw new LodurException(
                    ErrorCode.CORRUPT,
                    "object '" + entry.key() + "' has other bytes than the catalog says; look at it with lodur check");
        }
    }

    @Override
    public void close() {
        for (ReadFile file : open) {
            try {
                file.close();
            } catch (IOException e) {
                throw new LodurException(
                        ErrorCode.INTERNAL, "cannot close a file in " + workspace + ": " + e.getMessage(), e);
            }
        }
        open.clear();
    }
}
