package dev.lodur.engine;

/** What a select returns of the rows that survive. */
public enum Projection {
    /** Rows with labels, times, lines and metadata: {@link dev.lodur.model.BlockWriter} bytes. */
    LINES,
    /** Only time and 128-bit identity of each row, for counting: {@link IdentityBlock} bytes. */
    IDENTITIES
}
