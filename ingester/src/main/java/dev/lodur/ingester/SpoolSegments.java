package dev.lodur.ingester;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.ReadFile;
import dev.lodur.segment.RangeReader;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.store.SliceName;
import dev.lodur.store.Spool;
import dev.lodur.store.SpooledSlice;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The slices of the spool, some of them open for reading.
 *
 * <p>Those used last stay open until they have left the spool; a query that began before goes on reading, since a removed
 * file lives as long as it is open. A file that is let go here closes when no query refers to it any more and its memory
 * is reclaimed. Thread-safe.
 */
final class SpoolSegments {
    /** Indexes in memory; with a bucket that is away for long, the spool has more slices than that. */
    private static final int OPEN_MAX = 64;

    private final Spool spool;
    private final Map<SliceName, Segment> open = new LinkedHashMap<>(16, 0.75f, true);

    SpoolSegments(Spool spool) {
        this.spool = spool;
    }

    /** A slice to read from; {@link ErrorCode#GONE} where it has left the spool, and is announced as committed. */
    Segment open(SpooledSlice slice) {
        Segment known = known(slice.name());
        if (known != null) {
            return known;
        }
        Segment segment = read(slice);
        keep(slice.name(), segment);
        return segment;
    }

    private @Nullable Segment known(SliceName name) {
        synchronized (open) {
            return open.get(name);
        }
    }

    private void keep(SliceName name, Segment segment) {
        synchronized (open) {
            open.put(name, segment);
            if (open.size() > OPEN_MAX) {
                open.remove(open.keySet().iterator().next());
            }
        }
    }

    private Segment read(SpooledSlice slice) {
        ReadFile file = spool.open(slice);
        try {
            RangeReader reader =
                    RangeReader.of(file, "slice " + slice.name().segmentKey(0).name());
            SegmentIndex index = SegmentIndex.read(
                    reader, slice.summary().indexOffset(), (int) slice.summary().indexLengthBytes());
            return Segment.open(reader, index);
        } catch (LodurException e) {
            closeQuietly(file);
            throw e;
        }
    }

    /** Lets go of the slices that have left the spool. */
    void closeGone() {
        synchronized (open) {
            open.keySet().removeIf(name -> spool.find(name).isEmpty());
        }
    }

    private static void closeQuietly(ReadFile file) {
        try {
            file.close();
        } catch (IOException e) {
            System.getLogger(SpoolSegments.class.getName()).log(System.Logger.Level.DEBUG, "close failed", e);
        }
    }
}
