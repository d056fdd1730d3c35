package dev.lodur.compaction;

import dev.lodur.segment.SegmentSummary;
import java.nio.file.Path;

/**
 * A segment that a merge has made, in a local file that belongs to the caller.
 *
 * @param distinct whether no two of its rows are the same entry
 */
record MergedSegment(Path file, SegmentSummary summary, boolean distinct) {}
