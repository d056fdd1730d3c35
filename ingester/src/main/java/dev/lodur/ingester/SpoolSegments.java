package dev.lodur.ingester;

import dev.lodur.engine.BlockCandidate;
import dev.lodur.engine.LogQueryPlan;
import dev.lodur.engine.SegmentCandidates;
import dev.lodur.engine.StreamCounts;
import dev.lodur.engine.StreamSelector;
import dev.lodur.model.LodurException;
import dev.lodur.model.TimeRange;
import dev.lodur.model.file.ReadFile;
import dev.lodur.segment.RangeReader;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.store.SliceName;
import dev.lodur.store.Spool;
import dev.lodur.store.SpooledSlice;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The slices of the spool, open for reading while they are there.
 *
 * <p>A slice's file stays open from its first query until it has left the spool; a query that began before goes on
 * reading it, since a removed file lives as long as it is open. Thread-safe.
 */
final class SpoolSegments implements AutoCloseable {
    private static final int SCRATCHES_MAX = 2;

    private record Open(ReadFile file, Segment segment) {}

    private final Spool spool;
    private final SegmentCandidates blocks = new SegmentCandidates(SCRATCHES_MAX);
    private final ConcurrentHashMap<SliceName, Open> open = new ConcurrentHashMap<>();

    SpoolSegments(Spool spool) {
        this.spool = spool;
    }

    /** The blocks of a slice that may hold rows of a query. */
    List<BlockCandidate> candidates(SpooledSlice slice, LogQueryPlan plan, TimeRange range) {
        return blocks.of(segment(slice), plan, range);
    }

    @Override
    public void close() {
        blocks.close();
    }

    /** Counts a slice's rows by stream. */
    void count(SpooledSlice slice, StreamSelector selector, StreamCounts counts) {
        counts.addSegment(segment(slice), selector);
    }

    private Segment segment(SpooledSlice slice) {
        Open known = open.get(slice.name());
        if (known != null) {
            return known.segment();
        }
        closeGone();
        return open.computeIfAbsent(slice.name(), name -> read(slice)).segment();
    }

    private Open read(SpooledSlice slice) {
        ReadFile file = spool.open(slice);
        try {
            RangeReader reader =
                    RangeReader.of(file, "slice " + slice.name().segmentKey(0).name());
            SegmentIndex index = SegmentIndex.read(
                    reader, slice.summary().indexOffset(), (int) slice.summary().indexLengthBytes());
            return new Open(file, Segment.open(reader, index));
        } catch (LodurException e) {
            closeQuietly(file);
            throw e;
        }
    }

    /** Lets go of the slices that have left the spool; their files close when nobody refers to them any more. */
    private void closeGone() {
        Set<SliceName> present = spool.slices().stream().map(SpooledSlice::name).collect(Collectors.toSet());
        open.keySet().removeIf(name -> !present.contains(name));
    }

    private static void closeQuietly(ReadFile file) {
        try {
            file.close();
        } catch (IOException e) {
            System.getLogger(SpoolSegments.class.getName()).log(System.Logger.Level.DEBUG, "close failed", e);
        }
    }
}
