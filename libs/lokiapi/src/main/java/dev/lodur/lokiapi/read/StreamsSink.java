package dev.lodur.lokiapi.read;

import dev.lodur.model.Labels;

/**
 * Takes the log lines of an answer, stream by stream, in the order in which they are written.
 *
 * <p>Calls come as {@code (beginStream entry* endStream)*}.
 */
public interface StreamsSink {
    /** With categorised labels those of the stream alone; without, the metadata and parsed labels too. */
    void beginStream(Labels labels);

    /**
     * One line; the bytes are read before the call returns. Metadata and parsed labels are written only where labels are
     * categorised.
     */
    void entry(long timestampNanos, byte[] line, int offset, int length, Labels structuredMetadata, Labels parsed);

    void endStream();
}
