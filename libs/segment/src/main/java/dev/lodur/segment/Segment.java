package dev.lodur.segment;

import dev.lodur.model.RowBlock;
import dev.lodur.segment.filter.FilterAhead;
import dev.lodur.segment.filter.FilterProbe;
import dev.lodur.segment.filter.FilterTable;
import dev.lodur.segment.filter.Needle;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A segment that is open for reading: its index and where its bytes come from. Immutable and thread-safe.
 *
 * <p>A scan takes a {@link SegmentScratch} and a {@link SegmentBlockReader} per thread and goes from block to block; a
 * block that is to be kept is had from {@link #block}.
 */
public final class Segment {
    private final RangeReader reader;
    private final SegmentIndex index;

    private Segment(RangeReader reader, SegmentIndex index) {
        this.reader = reader;
        this.index = index;
    }

    /** A segment whose bytes come from the reader; nothing is read yet. */
    public static Segment open(RangeReader reader, SegmentIndex index) {
        return new Segment(reader, index);
    }

    public SegmentIndex index() {
        return index;
    }

    RangeReader reader() {
        return reader;
    }

    /** Bytes that {@link #fetch} with the same arguments reads and holds, to be admitted before. */
    public long fetchBytes(int firstBlock, int endBlock, Set<SegmentColumn> columns) {
        return FetchedRanges.plan(index, firstBlock, endBlock, columns).totalBytes();
    }

    /**
     * This segment with the pages of some columns and neighbouring blocks in memory, read at once with as few range reads
     * as joining allows: all blocks of a row group cost one or two. What else is asked for is read as before.
     */
    public Segment fetch(int firstBlock, int endBlock, Set<SegmentColumn> columns) {
        return new Segment(
                FetchedRanges.plan(index, firstBlock, endBlock, columns).fetch(reader), index);
    }

    /**
     * Asks the filter for rows; null where there is no filter, or where it has nothing to say of them.
     *
     * @param ahead what was read of it already
     */
    public @Nullable FilterProbe probe(Needle needle, FilterAhead ahead) {
        FilterTable filter = index.filter();
        return filter == null || needle.equals(Needle.ANYTHING) ? null : new FilterProbe(filter, needle, reader, ahead);
    }

    /** A block with buffers of its own, whose columns are read when first asked for. */
    public RowBlock block(int blockIndex) {
        SegmentBlockReader block = new SegmentBlockReader(this, SegmentScratch.unpooled());
        block.open(blockIndex);
        return block;
    }
}
