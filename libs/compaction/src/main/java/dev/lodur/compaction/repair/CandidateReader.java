package dev.lodur.compaction.repair;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.segment.LabelSummary;
import dev.lodur.segment.SegmentFooter;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.ObjectPage.ListedObject;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.Origin;
import dev.lodur.store.SegmentKey;
import dev.lodur.store.SegmentOrigin;
import dev.lodur.store.SliceName;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Reads from a segment what its catalog entry has said. Whether rows of a flushed one repeat and the number of its
 * generation are in no segment: the entry says that they may repeat, and has the generation 0. For one thread.
 */
final class CandidateReader {
    private final ObjectStore store;

    CandidateReader(ObjectStore store) {
        this.store = store;
    }

    /** @throws LodurException with CORRUPT and the like where it is no segment that can be read */
    Candidate read(SegmentKey key, ListedObject object) {
        StoredRanges ranges = new StoredRanges(store, object.key());
        SegmentFooter footer = SegmentFooter.read(ranges, object.sizeBytes());
        SegmentIndex index = SegmentIndex.read(ranges, footer.indexOffset(), footer.indexLengthBytes());
        if (index.rows() == 0) {
            throw new LodurException(ErrorCode.CORRUPT, "segment '" + object.key() + "' has no rows");
        }
        int checksum = ranges.crc32c(object.sizeBytes());
        return key.level() == 0
                ? flushed(key, object, footer, index, checksum)
                : compacted(key, object, footer, index, checksum);
    }

    private static Candidate flushed(
            SegmentKey key, ListedObject object, SegmentFooter footer, SegmentIndex index, int checksum) {
        SliceName slice = SliceName.ofSegment(key);
        Origin origin = new Origin.Flushed(slice.generation(), slice.firstWalSequence(), slice.lastWalSequence());
        CatalogEntry entry = entry(object, footer, index, checksum, 0, origin, "", false);
        return new Candidate(entry, Set.of(), List.of(slice.walRange()), object.lastModifiedMillis());
    }

    private static Candidate compacted(
            SegmentKey key, ListedObject object, SegmentFooter footer, SegmentIndex index, int checksum) {
        SegmentOrigin said = SegmentOrigin.decode(object.key(), index.origin());
        CatalogEntry entry = entry(
                object,
                footer,
                index,
                checksum,
                key.level(),
                new Origin.Compacted(said.inputs()),
                said.retentionClass(),
                said.deduplicated());
        return new Candidate(entry, Set.copyOf(said.inputs()), said.ranges(), object.lastModifiedMillis());
    }

    private static CatalogEntry entry(
            ListedObject object,
            SegmentFooter footer,
            SegmentIndex index,
            int checksum,
            int level,
            Origin origin,
            String retentionClass,
            boolean deduplicated) {
        return new CatalogEntry(
                object.key(),
                object.sizeBytes(),
                footer.indexOffset(),
                footer.indexLengthBytes(),
                Arrays.stream(index.blocks().minNanos()).min().orElseThrow(),
                Arrays.stream(index.blocks().maxNanos()).max().orElseThrow(),
                index.rows(),
                index.lineBytes(),
                level,
                origin,
                LabelSummary.of(index.streams()).encode(),
                retentionClass,
                deduplicated,
                object.lastModifiedMillis(),
                checksum,
                index.filterRows(),
                new byte[0]);
    }
}
