package dev.lodur.compaction.repair;

import dev.lodur.segment.RangeReader;
import dev.lodur.store.ObjectStore;
import java.util.zip.CRC32C;

/** The ranges of one object. Thread-safe. */
record StoredRanges(ObjectStore store, String key) implements RangeReader {
    private static final int PIECE_BYTES = 4 << 20;

    @Override
    public void read(long offset, byte[] into, int at, int length) {
        store.getRange(key, offset, length, into, at);
    }

    @Override
    public String name() {
        return key;
    }

    /** CRC-32C of all bytes, read in pieces. */
    int crc32c(long sizeBytes) {
        return crc32c(0, sizeBytes);
    }

    /** CRC-32C of some of the bytes. */
    int crc32c(long offset, long lengthBytes) {
        CRC32C crc = new CRC32C();
        byte[] piece = new byte[(int) Math.min(lengthBytes, PIECE_BYTES)];
        for (long done = 0; done < lengthBytes; done += piece.length) {
            int length = (int) Math.min(piece.length, lengthBytes - done);
            read(offset + done, piece, 0, length);
            crc.update(piece, 0, length);
        }
        return (int) crc.getValue();
    }
}
