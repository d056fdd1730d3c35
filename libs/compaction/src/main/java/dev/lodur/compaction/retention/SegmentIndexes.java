package dev.lodur.compaction.retention;

import dev.lodur.segment.SegmentIndex;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.ObjectStore;

/** Where the indexes of segments come from. */
@FunctionalInterface
public interface SegmentIndexes {
    /** The index of a segment; one range read at most. Fails with {@code GONE} where the object is not there any more. */
    SegmentIndex of(CatalogEntry entry);

    /** Those in a bucket, read at each call. */
    static SegmentIndexes in(ObjectStore store) {
        return entry -> SegmentIndex.read(
                (offset, into, at, length) -> store.getRange(entry.key(), offset, length, into, at),
                entry.indexOffset(),
                (int) entry.indexLengthBytes());
    }
}
