package dev.lodur.lokiapi.read;

import dev.lodur.model.Labels;

/**
 * Writes one frame of a tail: streams as {@link StreamsWriter} does, then what was dropped. Calls come as {@code
 * (beginStream entry* endStream)* dropped* finish}.
 */
public interface TailFrames extends StreamsSink {
    /** Lines of a stream were left out, the first of them at this time. */
    void dropped(Labels stream, long timestampNanos);

    /** Ends the frame and flushes it. */
    void finish();
}
