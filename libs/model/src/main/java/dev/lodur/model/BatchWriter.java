package dev.lodur.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes one batch ({@link BatchFormat}) into a growing array: streams one after the other, each with its entries.
 *
 * <p>A stream that ends without an entry leaves no trace. Not thread-safe; the array belongs to the writer until {@link
 * #toByteArray()}.
 */
public final class BatchWriter {
    private static final int LENGTH_BYTES_MAX = Integer.MAX_VALUE - 64;

    private byte[] bytes;
    private int size;
    private final int streamCountAt;
    private int streamCount;
    private int streamAt = -1;
    private int entriesAt;
    private int entryCount;

    public BatchWriter(Tenant tenant, int expectedBytes) {
        byte[] id = tenant.id().getBytes(StandardCharsets.UTF_8);
        bytes = new byte[Math.max(expectedBytes, 6 + id.length)];
        bytes[0] = BatchFormat.VERSION;
        bytes[1] = (byte) id.length;
        System.arraycopy(id, 0, bytes, 2, id.length);
        streamCountAt = 2 + id.length;
        size = streamCountAt + 4;
    }

    /** Begins a stream whose packed labels are the given range. */
    public void beginStream(byte[] labels, int offset, int length) {
        if (streamAt >= 0) {
            throw new IllegalStateException("the stream before has not ended");
        }
        reserve(BatchFormat.STREAM_HEADER_BYTES + (long) length);
        streamAt = size;
        entryCount = 0;
        Bytes.putInt(bytes, size + BatchFormat.LABELS_LENGTH, length);
        size += BatchFormat.STREAM_HEADER_BYTES;
        System.arraycopy(labels, offset, bytes, size, length);
        size += length;
        entriesAt = size;
    }

    public void beginStream(byte[] labels) {
        beginStream(labels, 0, labels.length);
    }

    /** Adds an entry to the open stream; both ranges are copied, the metadata may be empty. */
    public void addEntry(
            long timestampNanos,
            byte[] line,
            int lineOffset,
            int lineLength,
            byte[] metadata,
            int metadataOffset,
            int metadataLength) {
        reserve(BatchFormat.ENTRY_HEADER_BYTES + (long) lineLength + metadataLength);
        Bytes.putLong(bytes, size + BatchFormat.TIMESTAMP, timestampNanos);
        Bytes.putInt(bytes, size + BatchFormat.LINE_LENGTH, lineLength);
        Bytes.putInt(bytes, size + BatchFormat.METADATA_LENGTH, metadataLength);
        size += BatchFormat.ENTRY_HEADER_BYTES;
        System.arraycopy(line, lineOffset, bytes, size, lineLength);
        size += lineLength;
        System.arraycopy(metadata, metadataOffset, bytes, size, metadataLength);
        size += metadataLength;
        entryCount++;
    }

    /** Adds a copy of the entry that a reader stands at. */
    public void addEntry(BatchReader reader) {
        addEntry(
                reader.timestampNanos(),
                reader.bytes(),
                reader.lineOffset(),
                reader.lineLength(),
                reader.bytes(),
                reader.metadataOffset(),
                reader.metadataLength());
    }

    /** Adds an entry given as values, for edges and tests. */
    public void addEntry(Entry entry) {
        byte[] line = entry.line().getBytes(StandardCharsets.UTF_8);
        byte[] metadata = PackedLabels.encode(entry.metadata());
        addEntry(entry.timestampNanos(), line, 0, line.length, metadata, 0, metadata.length);
    }

    /** Ends the open stream; one without entries is taken back. */
    public void endStream() {
        if (entryCount == 0) {
            size = streamAt;
        } else {
            Bytes.putInt(bytes, streamAt + BatchFormat.ENTRY_COUNT, entryCount);
            Bytes.putInt(bytes, streamAt + BatchFormat.ENTRIES_LENGTH, size - entriesAt);
            streamCount++;
        }
        streamAt = -1;
    }

    /** Copies the stream that a reader stands at, all its entries, whether they were read or not. */
    public void addStream(BatchReader reader) {
        if (streamAt >= 0) {
            throw new IllegalStateException("the stream before has not ended");
        }
        int length = reader.streamEnd() - reader.streamOffset();
        reserve(length);
        System.arraycopy(reader.bytes(), reader.streamOffset(), bytes, size, length);
        size += length;
        streamCount++;
    }

    public int streamCount() {
        return streamCount;
    }

    /** Bytes written so far. */
    public int sizeBytes() {
        return size;
    }

    /** The finished batch in an array of its own. */
    public byte[] toByteArray() {
        if (streamAt >= 0) {
            throw new IllegalStateException("the last stream has not ended");
        }
        Bytes.putInt(bytes, streamCountAt, streamCount);
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    private void reserve(long more) {
        long needed = size + more;
        if (needed > LENGTH_BYTES_MAX) {
            throw new LodurException(
                    ErrorCode.BODY_TOO_LARGE, "a batch of " + needed + " bytes is larger than " + LENGTH_BYTES_MAX);
        }
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(LENGTH_BYTES_MAX, Math.max(needed, bytes.length * 3L / 2)));
        }
    }
}
