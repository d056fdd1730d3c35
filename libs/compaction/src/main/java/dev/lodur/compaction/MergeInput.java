package dev.lodur.compaction;

import dev.lodur.segment.Segment;

/**
 * One of the segments that are merged.
 *
 * @param segment best in a local file: its blocks are read one after the other, some of them several times
 * @param distinct whether no two of its rows are the same entry
 * @param copyable whether the pages of its whole blocks have the compression that they are to keep
 */
record MergeInput(Segment segment, boolean distinct, boolean copyable) {}
