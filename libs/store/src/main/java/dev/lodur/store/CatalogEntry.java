package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.segment.SegmentSummary;

/**
 * What a day's catalog says of one live segment: enough to leave it alone or to open it with one range read.
 *
 * @param key the object's whole key
 * @param indexOffset where in the object Lodur's index begins
 * @param minTimestampNanos of its rows, included
 * @param maxTimestampNanos of its rows, included
 * @param lineBytes bytes of its lines before compression
 * @param level see {@link SegmentKey}
 * @param labelSummary for pruning by labels; opaque here, empty where there is none; not to be changed
 * @param retentionClass how long it is kept, by name; empty for the tenant's default
 * @param deduplicated whether no two rows are the same entry
 * @param commitTimeMillis when it was committed, by the committer's clock
 * @param checksum CRC32C of the object
 * @param filterRows where the rows of its filter stand, so that they can be read along with the index; opaque here, empty
 *     where there is no filter; not to be changed
 * @param unknownFields what a newer version wrote and this one does not understand, kept as it is; see
 *     {@link DayCatalogFormat}
 */
public record CatalogEntry(
        String key,
        long sizeBytes,
        long indexOffset,
        long indexLengthBytes,
        long minTimestampNanos,
        long maxTimestampNanos,
        long rows,
        long lineBytes,
        int level,
        Origin origin,
        byte[] labelSummary,
        String retentionClass,
        boolean deduplicated,
        long commitTimeMillis,
        int checksum,
        byte[] filterRows,
        byte[] unknownFields) {
    public CatalogEntry {
        if (sizeBytes < 0 || indexOffset < 0 || indexLengthBytes < 0 || indexOffset > sizeBytes - indexLengthBytes) {
            throw corrupt(key, "index of " + indexLengthBytes + " bytes at " + indexOffset + " of " + sizeBytes);
        }
        if (minTimestampNanos > maxTimestampNanos || rows < 0 || lineBytes < 0 || level < 0) {
            throw corrupt(
                    key,
                    rows + " rows of " + lineBytes + " bytes from " + minTimestampNanos + " to " + maxTimestampNanos
                            + ", level " + level);
        }
    }

    /**
     * That of a segment that was written, not committed yet.
     *
     * @param key the object's whole key
     */
    public static CatalogEntry of(
            String key, SegmentSummary summary, int level, Origin origin, String retentionClass, boolean deduplicated) {
        return new CatalogEntry(
                key,
                summary.sizeBytes(),
                summary.indexOffset(),
                summary.indexLengthBytes(),
                summary.minTimestampNanos(),
                summary.maxTimestampNanos(),
                summary.rows(),
                summary.lineBytes(),
                level,
                origin,
                summary.labels().encode(),
                retentionClass,
                deduplicated,
                0,
                summary.crc32c(),
                summary.filterRows(),
                new byte[0]);
    }

    /** The entry as services pass it on: the message Entry of {@code docs/formats/catalog.proto}. */
    public byte[] encode() {
        return CatalogEntryFormat.encode(this);
    }

    /**
     * What {@link #encode} wrote.
     *
     * @throws LodurException with {@link ErrorCode#CORRUPT} if the bytes are no entry
     */
    public static CatalogEntry decode(byte[] encoded) {
        return CatalogEntryFormat.decode(new StoredFields("catalog entry", encoded));
    }

    /** The same, committed at a time. */
    public CatalogEntry committedAt(long timeMillis) {
        return new CatalogEntry(
                key,
                sizeBytes,
                indexOffset,
                indexLengthBytes,
                minTimestampNanos,
                maxTimestampNanos,
                rows,
                lineBytes,
                level,
                origin,
                labelSummary,
                retentionClass,
                deduplicated,
                timeMillis,
                checksum,
                filterRows,
                unknownFields);
    }

    private static LodurException corrupt(String key, String what) {
        return new LodurException(ErrorCode.CORRUPT, "catalog entry '" + key + "' is impossible: " + what);
    }
}
