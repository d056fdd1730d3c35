package dev.lodur.engine;

import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;

/**
 * A block that may hold rows of a query, before it is read: enough is known of it to leave it out.
 *
 * <p>Immutable and thread-safe; may be opened any number of times.
 */
public interface BlockCandidate {
    /** The earliest timestamp in the block, or something before it. */
    long minTimestampNanos();

    /** The latest timestamp in the block, or something after it. */
    long maxTimestampNanos();

    int rows();

    /** Runs of the block, see {@link RowBlock#runs()}. */
    int runs();

    /** The labels of a run's stream, known without reading the block. */
    Labels labels(int run);

    /** Bytes that must be fetched and held to read the whole block; what the bytes-in-flight budget is charged. */
    long sizeBytes();

    /**
     * Whether hardly any row of the block is likely to be wanted, since a filter has left most others out: such blocks are
     * looked into at the same time.
     */
    default boolean isRare() {
        return false;
    }

    /**
     * Fetches what is needed to read the block. May block on a file or the network; decoding happens later, in the
     * block's columns. Throws {@link dev.lodur.model.LodurException} with {@code GONE} or {@code CORRUPT}.
     */
    RowBlock open();

    /** Takes back a block that {@link #open} gave out; it is not used afterwards, its buffers may be. */
    default void release(RowBlock block) {}
}
