package dev.lodur.engine;

import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.TimeRange;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentBlockReader;
import dev.lodur.segment.SegmentColumn;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.SegmentScratch;
import java.util.EnumSet;
import java.util.Set;

/**
 * One block of a segment as a candidate.
 *
 * <p>Opening it fetches the columns that the first stages look at. Where a stage may drop every row the other columns are
 * left until a row has survived; of a rare one they are then fetched together, one request after another taking longer
 * than what may not be needed of them.
 */
final class SegmentBlock implements IndexedBlock {
    private static final Set<SegmentColumn> REST = EnumSet.of(SegmentColumn.TIMESTAMPS, SegmentColumn.METADATA);

    private final Segment segment;
    private final int block;
    private final LogQueryPlan plan;
    private final TimeRange range;
    private final boolean distinct;
    private final boolean rare;
    private final SegmentCandidates owner;

    SegmentBlock(
            Segment segment, int block, LogQueryPlan plan, TimeRange range, boolean distinct, SegmentCandidates owner) {
        this(segment, block, plan, range, distinct, false, owner);
    }

    private SegmentBlock(
            Segment segment,
            int block,
            LogQueryPlan plan,
            TimeRange range,
            boolean distinct,
            boolean rare,
            SegmentCandidates owner) {
        this.segment = segment;
        this.block = block;
        this.plan = plan;
        this.range = range;
        this.distinct = distinct;
        this.rare = rare;
        this.owner = owner;
    }

    /** The same block, of which hardly any row is likely to be wanted. */
    SegmentBlock rare() {
        return new SegmentBlock(segment, block, plan, range, distinct, true, owner);
    }

    @Override
    public boolean isRare() {
        return rare;
    }

    @Override
    public long minTimestampNanos() {
        return segment.index().blocks().minNanos()[block];
    }

    @Override
    public long maxTimestampNanos() {
        return segment.index().blocks().maxNanos()[block];
    }

    @Override
    public int rows() {
        return segment.index().blocks().rows()[block];
    }

    @Override
    public int runs() {
        int[] firstRun = segment.index().blocks().firstRun();
        return firstRun[block + 1] - firstRun[block];
    }

    @Override
    public Labels labels(int run) {
        SegmentIndex index = segment.index();
        return index.labels(index.runs().stream()[index.blocks().firstRun()[block] + run]);
    }

    /** All its pages, and the lines once more because they are decompressed beside them. */
    @Override
    public long sizeBytes() {
        return segment.index().blocks().lineBytes()[block] + storedBytes();
    }

    /** Bytes of all its pages. */
    long storedBytes() {
        SegmentIndex index = segment.index();
        long bytes = 0;
        for (int column = 0; column < index.pages().columns(); column++) {
            bytes += index.pages().length(block, column);
        }
        return bytes;
    }

    /** Which block of the segment it is. */
    int block() {
        return block;
    }

    @Override
    public Segment segment() {
        return segment;
    }

    @Override
    public boolean isDistinct() {
        return distinct;
    }

    @Override
    public int runIndex(int run) {
        return segment.index().blocks().firstRun()[block] + run;
    }

    @Override
    public RowBlock open() {
        return open(firstColumns());
    }

    @Override
    public RowBlock open(Set<SegmentColumn> columns) {
        SegmentScratch scratch = owner.borrow();
        boolean opened = false;
        try {
            SegmentBlockReader reader = new SegmentBlockReader(segment, scratch);
            reader.open(block);
            reader.prefetch(columns);
            if (rare) {
                reader.fetchTogether(REST);
            }
            opened = true;
            return new ScratchBlock(reader, scratch);
        } finally {
            if (!opened) {
                owner.giveBack(scratch);
            }
        }
    }

    private Set<SegmentColumn> firstColumns() {
        if (plan.stages().isEmpty()) {
            return EnumSet.of(SegmentColumn.LINES, SegmentColumn.TIMESTAMPS, SegmentColumn.METADATA);
        }
        Set<SegmentColumn> columns = EnumSet.noneOf(SegmentColumn.class);
        if (!range.covers(minTimestampNanos(), maxTimestampNanos())) {
            columns.add(SegmentColumn.TIMESTAMPS);
        }
        columns.add(
                plan.stages().getFirst() instanceof LabelFilterStage ? SegmentColumn.METADATA : SegmentColumn.LINES);
        return columns;
    }

    @Override
    public void release(RowBlock released) {
        if (released instanceof ScratchBlock scratchBlock) {
            owner.giveBack(scratchBlock.scratch());
        }
    }
}
