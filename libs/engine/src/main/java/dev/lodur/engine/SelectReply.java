package dev.lodur.engine;

import org.jspecify.annotations.Nullable;

/**
 * An ingester's answer to a select, read block by block. Used by one thread at a time; closing it early cancels the rest.
 */
public interface SelectReply extends AutoCloseable {
    /** What the ingester serves and what it has handed over; known before the first block. */
    Announcements announcements();

    /**
     * The next block in the form that the request's {@link Projection} names, about 1 MiB at most; null at the end.
     * Blocks come in no particular order of time.
     */
    byte @Nullable [] nextBlock();

    @Override
    void close();
}
