package dev.lodur.engine;

import dev.lodur.model.Labels;

/**
 * Rows of one stream that a tail leaves out, because its reader was too slow for them.
 *
 * @param stream the stream's labels; empty for rows of several streams that were too many to be named
 * @param timestampNanos the time of the first of them
 * @param rows how many, at least 1; those that later stages would have dropped are counted too
 */
public record DroppedRows(Labels stream, long timestampNanos, long rows) {
    DroppedRows plus(long more) {
        return new DroppedRows(stream, timestampNanos, rows + more);
    }
}
