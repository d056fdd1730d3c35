package dev.lodur.querier;

import dev.lodur.segment.RangeReader;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.ObjectStore;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of segments, kept in memory as long as they fit: opening a segment is one range read, or none.
 *
 * <p>Bounded by the stored bytes of the indexes, times what they grow by when decoded; those used last stay. Thread-safe;
 * of two threads that miss the same index both may read it.
 */
final class SegmentCache {
    /** How much larger an index is in memory than compressed in the file; measured between 3 and 6. */
    private static final int DECODED_FACTOR = 6;

    private record Cached(Segment segment, long bytes) {}

    private final ObjectStore store;
    private final long bytesMax;
    private final Map<String, Cached> segments = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    SegmentCache(ObjectStore store, long bytesMax) {
        this.store = store;
        this.bytesMax = bytesMax;
    }

    /** The segment of a catalog entry, its index read. Fails with {@code GONE} where the object is not there any more. */
    Segment segment(CatalogEntry entry) {
        Segment known = known(entry);
        if (known != null) {
            return known;
        }
        RangeReader reader = reader(entry);
        SegmentIndex index = SegmentIndex.read(reader, entry.indexOffset(), (int) entry.indexLengthBytes());
        Segment segment = Segment.open(reader, index);
        keep(entry, segment);
        return segment;
    }

    /** Reads ranges of the entry's object. */
    RangeReader reader(CatalogEntry entry) {
        return (offset, into, at, length) -> store.getRange(entry.key(), offset, length, into, at);
    }

    /** The segment where its index is in memory at this moment, else null. */
    synchronized @Nullable Segment known(CatalogEntry entry) {
        Cached cached = segments.get(entry.key());
        return cached == null ? null : cached.segment();
    }

    private synchronized void keep(CatalogEntry entry, Segment segment) {
        Cached cached = new Cached(segment, entry.indexLengthBytes() * DECODED_FACTOR);
        Cached before = segments.put(entry.key(), cached);
        bytes += cached.bytes() - (before == null ? 0 : before.bytes());
        var eldest = segments.entrySet().iterator();
        while (bytes > bytesMax && eldest.hasNext()) {
            bytes -= eldest.next().getValue().bytes();
            eldest.remove();
        }
    }
}
