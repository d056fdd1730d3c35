package dev.lodur.segment;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.Lines;
import dev.lodur.model.LodurException;
import dev.lodur.model.Metadata;
import dev.lodur.model.RowBlock;
import dev.lodur.segment.parquet.DeltaBinaryPacked;
import dev.lodur.segment.parquet.Page;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One block after another of a segment, in the buffers of a scratch: a scan that looks at lines only allocates next to
 * nothing.
 *
 * <p>Columns are read and decoded when first asked for; each page's checksum is verified. Arrays are valid until {@link
 * #open} is called again. A page that is wrong fails with {@link ErrorCode#CORRUPT}. Not thread-safe.
 */
public final class SegmentBlockReader implements RowBlock {
    /** Times and metadata of a block have those of its row group between them, hardly more. */
    private static final int TOGETHER_GAP_BYTES_MAX = 256 << 10;

    private final Segment segment;
    private final SegmentIndex index;
    private final SegmentScratch scratch;
    private final PageFetcher fetcher;
    private final MetadataDecoder metadataDecoder;
    private int block = -1;
    private int firstRun;
    private int rows;
    private boolean timestampsDecoded;
    private @Nullable Lines lines;
    private @Nullable Metadata metadata;
    private Set<SegmentColumn> together = Set.of();

    public SegmentBlockReader(Segment segment, SegmentScratch scratch) {
        this.segment = segment;
        this.scratch = scratch;
        index = segment.index();
        fetcher = new PageFetcher(scratch, 2 * index.pages().columns());
        metadataDecoder = new MetadataDecoder(index, scratch, fetcher);
    }

    /** Goes to a block; nothing is read yet. */
    public void open(int blockIndex) {
        block = blockIndex;
        firstRun = index.blocks().firstRun()[blockIndex];
        rows = index.blocks().rows()[blockIndex];
        timestampsDecoded = false;
        lines = null;
        metadata = null;
        together = Set.of();
        fetcher.reset();
    }

    /** Reads the pages of some columns, with as few range reads as joining neighbours allows; decodes nothing yet. */
    public void prefetch(Set<SegmentColumn> columns) {
        want(columns);
        fetcher.fetch(segment.reader(), PageFetcher.GAP_BYTES_MAX);
    }

    /** Lets some columns of the open block be read together once the first of them is asked for that is not there. */
    public void fetchTogether(Set<SegmentColumn> columns) {
        together = columns;
    }

    private void want(Set<SegmentColumn> columns) {
        if (columns.contains(SegmentColumn.TIMESTAMPS)) {
            want(SegmentIndex.TIMESTAMP_COLUMN);
        }
        if (columns.contains(SegmentColumn.LINES)) {
            want(SegmentIndex.LINE_COLUMN);
        }
        if (columns.contains(SegmentColumn.METADATA)) {
            metadataDecoder.want(block);
        }
    }

    /** Reads the pages that are wanted, where they are not there yet. */
    private void fetch() {
        if (fetcher.isSomethingWanted()) {
            want(together);
            fetcher.fetch(segment.reader(), together.isEmpty() ? PageFetcher.GAP_BYTES_MAX : TOGETHER_GAP_BYTES_MAX);
        }
    }

    private void want(int column) {
        fetcher.want(column, index.pages().offset(block, column), index.pages().length(block, column));
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int runs() {
        return index.blocks().firstRun()[block + 1] - firstRun;
    }

    @Override
    public int runStart(int run) {
        return run == runs() ? rows : index.runs().firstRow()[firstRun + run];
    }

    @Override
    public Labels labels(int run) {
        return index.labels(stream(run));
    }

    /** The stream of a run, by its number in the index. */
    public int stream(int run) {
        return index.runs().stream()[firstRun + run];
    }

    @Override
    public long[] timestamps() {
        if (!timestampsDecoded) {
            try {
                decodeTimestamps();
            } catch (LodurException e) {
                throw NamedFailure.of(e, segment.reader());
            }
            timestampsDecoded = true;
        }
        return scratch.timestamps;
    }

    private void decodeTimestamps() {
        Page page = fetched(SegmentIndex.TIMESTAMP_COLUMN);
        scratch.page = SegmentScratch.grown(scratch.page, page.valueBytes() + SegmentScratch.SLACK_BYTES);
        PageDecoder.values(page, fetcher.position(SegmentIndex.TIMESTAMP_COLUMN), scratch, scratch.page);
        scratch.timestamps = SegmentScratch.grown(scratch.timestamps, rows);
        int end = DeltaBinaryPacked.decode(scratch.page, 0, page.valueBytes(), scratch.timestamps, rows);
        check(end == page.valueBytes(), page, "times");
    }

    @Override
    public Lines lines() {
        if (lines == null) {
            try {
                lines = decodeLines();
            } catch (LodurException e) {
                throw NamedFailure.of(e, segment.reader());
            }
        }
        return lines;
    }

    private Lines decodeLines() {
        Page page = fetched(SegmentIndex.LINE_COLUMN);
        scratch.lines = SegmentScratch.grown(scratch.lines, page.valueBytes() + SegmentScratch.SLACK_BYTES);
        PageDecoder.values(page, fetcher.position(SegmentIndex.LINE_COLUMN), scratch, scratch.lines);
        scratch.lineOffsets = SegmentScratch.grown(scratch.lineOffsets, rows + 1);
        PageDecoder.strings(scratch.lines, page.valueBytes(), rows, scratch, scratch.lineOffsets);
        return new Lines(scratch.lines, scratch.lineOffsets, rows);
    }

    @Override
    public Metadata metadata() {
        if (metadata == null) {
            try {
                metadataDecoder.want(block);
                fetch();
                metadata = metadataDecoder.decode(block);
            } catch (LodurException e) {
                throw NamedFailure.of(e, segment.reader());
            }
        }
        return metadata;
    }

    /** The block with its pages; their checksums have been verified. */
    public StoredBlock stored() {
        timestamps();
        lines();
        return new StoredBlock(
                this,
                scratch.fetched,
                index.pages().page(block, SegmentIndex.TIMESTAMP_COLUMN),
                fetcher.position(SegmentIndex.TIMESTAMP_COLUMN),
                index.pages().page(block, SegmentIndex.LINE_COLUMN),
                fetcher.position(SegmentIndex.LINE_COLUMN));
    }

    private Page fetched(int column) {
        want(column);
        fetch();
        Page page = index.pages().page(block, column);
        check(page.values() == rows && page.levelBytes() == 0, page, "rows");
        return page;
    }

    private static void check(boolean holds, Page page, String what) {
        if (!holds) {
            throw new LodurException(
                    ErrorCode.CORRUPT, "the page at " + page.offset() + " does not have the " + what + " of its block");
        }
    }
}
