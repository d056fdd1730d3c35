package dev.lodur.model;

import java.nio.charset.StandardCharsets;

/**
 * Walks one batch ({@link BatchFormat}) without building an object per stream or entry.
 *
 * <pre>{@code
 * var reader = new BatchReader(bytes);
 * while (reader.nextStream()) {
 *     while (reader.nextEntry()) { ... reader.lineOffset(), reader.lineLength() ... }
 * }
 * }</pre>
 *
 * Offsets point into the array given, which is neither copied nor changed. Every length is checked before it is used: a
 * batch that does not fit its lengths is {@link ErrorCode#CORRUPT}, another version {@link ErrorCode#FORMAT_TOO_NEW}.
 * Not thread-safe.
 */
public final class BatchReader {
    private final byte[] bytes;
    private final int end;
    private final Tenant tenant;
    private final int streamCount;
    private int streamsRead;
    private int at;

    private int labelsOffset;
    private int labelsLength;
    private int entryCount;
    private int entriesRead;
    private int entriesEnd;

    private long timestampNanos;
    private int lineOffset;
    private int lineLength;
    private int metadataLength;

    public BatchReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    public BatchReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.end = offset + length;
        need(offset, 2);
        if (bytes[offset] != BatchFormat.VERSION) {
            throw new LodurException(
                    ErrorCode.FORMAT_TOO_NEW,
                    "batch version " + bytes[offset] + ", this one reads " + BatchFormat.VERSION);
        }
        int tenantLength = bytes[offset + 1] & 0xff;
        need(offset + 2, tenantLength + 4L);
        tenant = new Tenant(new String(bytes, offset + 2, tenantLength, StandardCharsets.UTF_8));
        streamCount = Bytes.getInt(bytes, offset + 2 + tenantLength);
        at = offset + 2 + tenantLength + 4;
        entriesEnd = at;
    }

    public Tenant tenant() {
        return tenant;
    }

    public int streamCount() {
        return streamCount;
    }

    /** Steps to the next stream, over what is left of the one before; false at the end of the batch. */
    public boolean nextStream() {
        at = entriesEnd;
        if (streamsRead == streamCount) {
            if (at != end) {
                throw corrupt(at);
            }
            return false;
        }
        streamsRead++;
        need(at, BatchFormat.STREAM_HEADER_BYTES);
        labelsLength = Bytes.getInt(bytes, at + BatchFormat.LABELS_LENGTH);
        entryCount = Bytes.getInt(bytes, at + BatchFormat.ENTRY_COUNT);
        int entriesLength = Bytes.getInt(bytes, at + BatchFormat.ENTRIES_LENGTH);
        at += BatchFormat.STREAM_HEADER_BYTES;
        need(at, labelsLength);
        PackedLabels.check(bytes, at, labelsLength);
        labelsOffset = at;
        at += labelsLength;
        need(at, entriesLength);
        entriesEnd = at + entriesLength;
        entriesRead = 0;
        return true;
    }

    /** Steps to the next entry of the stream; false behind its last. */
    public boolean nextEntry() {
        if (entriesRead == entryCount) {
            if (at != entriesEnd) {
                throw corrupt(at);
            }
            return false;
        }
        entriesRead++;
        need(at, BatchFormat.ENTRY_HEADER_BYTES);
        timestampNanos = Bytes.getLong(bytes, at + BatchFormat.TIMESTAMP);
        lineLength = Bytes.getInt(bytes, at + BatchFormat.LINE_LENGTH);
        metadataLength = Bytes.getInt(bytes, at + BatchFormat.METADATA_LENGTH);
        lineOffset = at + BatchFormat.ENTRY_HEADER_BYTES;
        need(lineOffset, lineLength);
        need(lineOffset + lineLength, metadataLength);
        PackedLabels.check(bytes, lineOffset + lineLength, metadataLength);
        at = lineOffset + lineLength + metadataLength;
        return true;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Where the current stream begins, header included. */
    int streamOffset() {
        return labelsOffset - BatchFormat.STREAM_HEADER_BYTES;
    }

    int streamEnd() {
        return entriesEnd;
    }

    public int labelsOffset() {
        return labelsOffset;
    }

    public int labelsLength() {
        return labelsLength;
    }

    public Labels labels() {
        return PackedLabels.decode(bytes, labelsOffset, labelsLength);
    }

    public StreamId streamId() {
        return StreamId.of(bytes, labelsOffset, labelsLength);
    }

    /** Entries of the current stream. */
    public int entryCount() {
        return entryCount;
    }

    public long timestampNanos() {
        return timestampNanos;
    }

    public int lineOffset() {
        return lineOffset;
    }

    public int lineLength() {
        return lineLength;
    }

    public int metadataOffset() {
        return lineOffset + lineLength;
    }

    public int metadataLength() {
        return metadataLength;
    }

    /** The current entry as values, for edges and tests. */
    public Entry entry() {
        return new Entry(
                timestampNanos,
                new String(bytes, lineOffset, lineLength, StandardCharsets.UTF_8),
                PackedLabels.decode(bytes, metadataOffset(), metadataLength));
    }

    private void need(int offset, long length) {
        if (length < 0 || offset + length > end) {
            throw corrupt(offset);
        }
    }

    private static LodurException corrupt(int offset) {
        return new LodurException(ErrorCode.CORRUPT, "batch does not fit its lengths at byte " + offset);
    }
}
