package dev.lodur.compaction;

import dev.lodur.engine.RowIdentity;
import dev.lodur.model.Labels;
import dev.lodur.model.MetadataPacker;
import dev.lodur.model.RowBlock;
import dev.lodur.segment.SegmentBlockReader;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.SegmentScratch;
import dev.lodur.segment.StoredBlock;
import java.util.BitSet;
import java.util.function.Predicate;

/**
 * A place in one input of a merge, which goes from row to row in the order of streams and time, over those streams that
 * are wanted and those rows that are not dropped. Holds one block at a time, and none before its first row is asked for.
 * Not thread-safe.
 */
final class InputCursor implements AutoCloseable {
    private final MergeInput input;
    private final int order;
    private final SegmentIndex index;
    private final RowFilter filter;
    private final Predicate<Labels> wanted;
    private final SegmentScratch scratch = new SegmentScratch();
    private final SegmentBlockReader reader;
    private final MetadataPacker packer = new MetadataPacker();
    private final RowIdentity identity = new RowIdentity();

    private int run = -1;
    private int block = -1;
    private boolean packing;
    private boolean identifying;
    private BitSet dropped = new BitSet(0);
    private int row;
    private int runEnd;
    private long timestampNanos;

    /**
     * A cursor before the first run.
     *
     * @param order tells inputs apart whose rows have the same time
     */
    InputCursor(MergeInput input, int order, RowFilter filter, Predicate<Labels> wanted) {
        this.input = input;
        this.order = order;
        this.filter = filter;
        this.wanted = wanted;
        index = input.segment().index();
        reader = new SegmentBlockReader(input.segment(), scratch);
    }

    /** Goes to the next run of a stream that is wanted; false where there is none. */
    boolean nextRun() {
        run++;
        while (run < index.runs().count() && !wanted.test(labels())) {
            run++;
        }
        if (run == index.runs().count()) {
            return false;
        }
        row = index.runs().firstRow()[run];
        runEnd = row + index.runs().rows()[run];
        timestampNanos = index.runs().minNanos()[run];
        return true;
    }

    Labels labels() {
        return index.labels(index.runs().stream()[run]);
    }

    int order() {
        return order;
    }

    /** The time of the next row, or a time before it. */
    long timestampNanos() {
        return timestampNanos;
    }

    /** Goes to the next row of the run that is not dropped, which may be the present one; false where there is none. */
    boolean settle() {
        load();
        while (row < runEnd && dropped.get(row)) {
            row++;
        }
        if (row < runEnd) {
            timestampNanos = reader.timestamps()[row];
        }
        return row < runEnd;
    }

    private void load() {
        int wantedBlock = index.runs().block()[run];
        if (wantedBlock != block) {
            block = wantedBlock;
            reader.open(block);
            packing = false;
            identifying = false;
            dropped = filter.dropped(reader);
        }
    }

    /** Leaves the row behind; false at the end of the run. */
    boolean skip() {
        row++;
        return row < runEnd;
    }

    /** Leaves the whole run behind. */
    void skipRun() {
        row = runEnd;
    }

    /**
     * The block that the run is, where it can be taken over as it is: whole, without dropped rows, not begun yet, and
     * compressed as it is to stay.
     */
    boolean isCopyable(MergeOptions options) {
        RowRange range = new RowRange(index, run);
        if (!input.copyable()
                || !input.distinct()
                || row != range.firstRow()
                || !options.segment().isWhole(range.runsOfBlock(), range.lineBytesOfBlock())) {
            return false;
        }
        load();
        return dropped.isEmpty();
    }

    /** The time of the last row of the run. */
    long runMaxNanos() {
        return index.runs().maxNanos()[run];
    }

    StoredBlock stored() {
        return reader.stored();
    }

    RowBlock rows() {
        return reader;
    }

    int row() {
        return row;
    }

    /** The metadata of the present row as a packed set, until the next call. */
    MetadataPacker metadata() {
        if (!packing) {
            packer.begin(reader.metadata());
            packing = true;
        }
        packer.pack(row);
        return packer;
    }

    /** The identity of the present row, until the next call. */
    RowIdentity identity() {
        if (!identifying) {
            identity.begin(reader);
            identifying = true;
        }
        identity.compute(row, run - index.blocks().firstRun()[block]);
        return identity;
    }

    /** Whether the row behind the present one may have the same time. */
    boolean mayRepeatTime() {
        if (row + 1 < runEnd) {
            return reader.timestamps()[row + 1] == timestampNanos;
        }
        return run + 1 < index.runs().count()
                && index.runs().stream()[run + 1] == index.runs().stream()[run]
                && index.runs().minNanos()[run + 1] == timestampNanos;
    }

    @Override
    public void close() {
        scratch.close();
    }

    /** Where a run stands. */
    private record RowRange(SegmentIndex index, int run) {
        int firstRow() {
            return index.runs().firstRow()[run];
        }

        int runsOfBlock() {
            int block = index.runs().block()[run];
            return index.blocks().firstRun()[block + 1] - index.blocks().firstRun()[block];
        }

        int lineBytesOfBlock() {
            return index.blocks().lineBytes()[index.runs().block()[run]];
        }
    }
}
