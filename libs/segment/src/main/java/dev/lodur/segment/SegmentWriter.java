package dev.lodur.segment;

import dev.lodur.model.Labels;
import dev.lodur.model.file.AppendFile;
import dev.lodur.segment.v1.SegmentFileWriter;
import java.io.IOException;

/**
 * Writes one segment in the current version of the format, from its first byte to its last.
 *
 * <p>Streams come in ascending order of their labels, the rows of a stream in the order of their time. Memory is
 * bounded by one row group (8 MiB of lines and metadata, most of it compressed already) and the index. The file is
 * neither forced nor closed; after a failure it is worthless. {@link #close} frees native memory and must be called.
 * Not thread-safe.
 */
public final class SegmentWriter implements AutoCloseable {
    private final SegmentFileWriter writer;

    /**
     * Begins a segment in an empty file.
     *
     * @param columns what {@link SegmentPlan} has found in the streams and metadata that will follow
     */
    public SegmentWriter(AppendFile file, SegmentColumns columns, SegmentOptions options) throws IOException {
        writer = new SegmentFileWriter(file, columns, options);
    }

    /** Says what the segment is made of, for {@link SegmentIndex#origin}; opaque here. */
    public void setOrigin(byte[] description) {
        writer.setOrigin(description);
    }

    /**
     * Begins the next stream.
     *
     * @throws IllegalArgumentException where the labels do not come after those of the stream before, or have a name
     *     that the plan has not seen
     */
    public void beginStream(Labels labels) {
        writer.beginStream(labels);
    }

    /**
     * Adds a row to the stream; both ranges are copied.
     *
     * @param timestampNanos not before the time of the row before it
     * @param line valid UTF-8, of at most 128 MiB
     * @param metadata a packed label set in valid UTF-8, empty for none
     * @throws IllegalArgumentException where the time goes back or a metadata key is one that the plan has not seen
     */
    public void append(
            long timestampNanos,
            byte[] line,
            int lineOffset,
            int lineLength,
            byte[] metadata,
            int metadataOffset,
            int metadataLength)
            throws IOException {
        writer.append(timestampNanos, line, lineOffset, lineLength, metadata, metadataOffset, metadataLength);
    }

    /**
     * Takes over a block of the stream that has begun, with its pages of times and lines as they are stored.
     *
     * @param block of one run, in which no two rows are the same entry; its first row comes after all rows of the stream
     *     so far, not at the same time
     * @throws IllegalArgumentException as {@link #append(long, byte[], int, int, byte[], int, int)}
     */
    public void append(StoredBlock block) throws IOException {
        writer.append(block);
    }

    /** Bytes written to the file so far; the rows of the open row group are not among them. */
    public long writtenBytes() {
        return writer.writtenBytes();
    }

    /** Writes what is left, the index and the footer; called once. */
    public SegmentSummary finish() throws IOException {
        return writer.finish();
    }

    @Override
    public void close() {
        writer.close();
    }
}
