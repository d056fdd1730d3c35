package dev.lodur.segment;

/** What of a block's rows can be read by itself. */
public enum SegmentColumn {
    TIMESTAMPS,
    LINES,
    /** All columns of structured metadata together. */
    METADATA
}
