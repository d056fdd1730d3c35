package dev.lodur.lokiapi.push;

/**
 * Sees what a body holds, in its order: {@code begin (beginStream entry* endStream)*}.
 *
 * <p>Ranges are valid until the call returns. Nothing is checked yet: lines may be of any length and need not be UTF-8.
 * A decoder that fails in the middle throws after calls were made, so a visitor stores nothing before the decoder has
 * returned.
 */
public interface PushVisitor {
    /** Comes first, with the size of the decompressed body: room to make for what follows. */
    void begin(int bodyBytes);

    /** The text of a stream's labels, in Prometheus' syntax: {@code {app="web", env="prod"}}. */
    void beginStream(byte[] bytes, int offset, int length);

    /**
     * One line of the open stream.
     *
     * @param metadata its structured metadata, in the order of the body; belongs to the decoder
     */
    void entry(long timestampNanos, byte[] bytes, int offset, int length, PairBuffer metadata);

    void endStream();
}
