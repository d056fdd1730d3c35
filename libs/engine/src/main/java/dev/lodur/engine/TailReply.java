package dev.lodur.engine;

import org.jspecify.annotations.Nullable;

/**
 * An ingester's rows as they arrive. Read by one thread at a time; it may be closed by another. A reader that is too slow
 * holds up nobody: what does not fit a bounded queue is dropped, and the parts say so.
 */
public interface TailReply extends AutoCloseable {
    /**
     * Waits for the next rows; null at the end, which comes when the ingester stops or the reply was closed. A connection
     * that breaks is {@code UNAVAILABLE}.
     */
    @Nullable TailPart next();

    /** Ends the tail at once, also for a thread that waits in {@link #next}. */
    @Override
    void close();
}
