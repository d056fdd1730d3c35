package dev.lodur.segment.v1;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.Lines;
import dev.lodur.model.LodurException;
import dev.lodur.model.MetadataPacker;
import dev.lodur.model.RowBlock;
import dev.lodur.model.file.AppendFile;
import dev.lodur.segment.LabelSummary;
import dev.lodur.segment.SegmentColumns;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.SegmentOptions;
import dev.lodur.segment.SegmentSummary;
import dev.lodur.segment.StoredBlock;
import dev.lodur.segment.StreamTable;
import dev.lodur.segment.filter.FilterBuilder;
import dev.lodur.segment.filter.FilterTable;
import dev.lodur.segment.parquet.ByteSink;
import dev.lodur.segment.parquet.FooterWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a segment file of version 1: cuts rows into blocks and blocks into row groups. Not thread-safe. */
public final class SegmentFileWriter implements AutoCloseable {
    private static final byte[] NOTHING = new byte[0];

    private final SegmentOptions options;
    private final SegmentColumns plan;
    private final FileOutput out;
    private final List<Labels> streams = new ArrayList<>();
    private final RunBuilder runs = new RunBuilder();
    private final MetadataSummaryBuilder summaries;
    private final MetadataBuffer metadata;
    private final BlockBuffer block = new BlockBuffer();
    private final RowGroupWriter rowGroup;

    private final RepeatWatch repeats = new RepeatWatch();
    private final MetadataPacker packer = new MetadataPacker();
    private final @Nullable FilterBuilder filter;

    private @Nullable Labels stream;
    private boolean streamHasRows;
    private long lastNanos;
    private long minNanos = Long.MAX_VALUE;
    private long maxNanos = Long.MIN_VALUE;
    private int blockMetadataBytes;
    private long rowGroupBytes;
    private byte[] origin = NOTHING;
    private boolean finished;

    public SegmentFileWriter(AppendFile file, SegmentColumns columns, SegmentOptions options) throws IOException {
        this.options = options;
        plan = columns;
        out = new FileOutput(file);
        out.write(FooterWriter.MAGIC);
        summaries = new MetadataSummaryBuilder(plan);
        metadata = new MetadataBuffer(plan, runs, summaries);
        rowGroup = new RowGroupWriter(plan, options.zstdLevel());
        filter = options.filter() ? new FilterBuilder() : null;
    }

    public void setOrigin(byte[] description) {
        origin = description;
    }

    public void beginStream(Labels labels) {
        if (stream != null && stream.compareTo(labels) >= 0) {
            throw new IllegalArgumentException("stream " + labels + " does not come after " + stream);
        }
        for (int i = 0; i < labels.size() && !plan.otherLabels(); i++) {
            if (!plan.labels().contains(labels.name(i))) {
                throw new IllegalArgumentException("label " + labels.name(i) + " is not in the plan");
            }
        }
        runs.endRun();
        repeats.beginStream();
        stream = labels;
        streamHasRows = false;
    }

    public void append(
            long timestampNanos,
            byte[] line,
            int lineOffset,
            int lineLength,
            byte[] packed,
            int packedOffset,
            int packedLength)
            throws IOException {
        check(timestampNanos, lineLength, packed, packedOffset, packedLength);
        cutBefore(lineLength, packedLength);
        beginRun();
        int level = metadata.addRow(packed, packedOffset, packedLength);
        runs.addRow(streams.size() - 1, block.rows(), timestampNanos, lineLength, level);
        block.add(timestampNanos, line, lineOffset, lineLength);
        repeats.add(timestampNanos, line, lineOffset, lineLength);
        if (filter != null) {
            filter.addRow(line, lineOffset, lineLength, packed, packedOffset, packedLength);
        }
        blockMetadataBytes += packedLength;
        lastNanos = timestampNanos;
    }

    /**
     * Takes a block of the stream over with its pages as they are stored.
     *
     * @param block of one run, whose rows are of the stream that has begun and come after all that it has
     */
    public void append(StoredBlock block) throws IOException {
        RowBlock rows = block.rows();
        long[] timestamps = rows.timestamps();
        check(timestamps[0], 0, NOTHING, 0, 0);
        if (rows.runs() != 1 || !rows.labels(0).equals(stream)) {
            throw new IllegalArgumentException("a block of " + rows.runs() + " runs, not of " + stream + " alone");
        }
        cutForStored(rows.lines());
        beginRun();
        packer.begin(rows.metadata());
        Lines lines = rows.lines();
        for (int row = 0; row < rows.rows(); row++) {
            packer.pack(row);
            metadata.check(packer.bytes(), 0, packer.length());
            int level = metadata.addRow(packer.bytes(), 0, packer.length());
            runs.addRow(streams.size() - 1, row, timestamps[row], lines.length(row), level);
            blockMetadataBytes += packer.length();
            if (filter != null) {
                filter.addRow(lines.bytes(), lines.start(row), lines.length(row), packer.bytes(), 0, packer.length());
            }
        }
        lastNanos = timestamps[rows.rows() - 1];
        repeats.beginStream();
        endStoredBlock(block, timestamps[0], lastNanos, lines.endByte() - lines.firstByte());
    }

    private void cutForStored(Lines lines) throws IOException {
        if (block.rows() > 0) {
            endBlock();
        }
        if (rowGroupBytes > 0 && rowGroupBytes + lines.endByte() - lines.firstByte() > options.rowGroupBytes()) {
            endRowGroup();
        }
    }

    private void endStoredBlock(StoredBlock stored, long firstNanos, long endNanos, int lineBytes) {
        endBlock(stored.rows().rows(), firstNanos, endNanos, lineBytes);
        rowGroup.addStored(stored, firstNanos, endNanos);
    }

    private void check(long timestampNanos, int lineLength, byte[] packed, int packedOffset, int packedLength) {
        if (stream == null || finished) {
            throw new IllegalStateException(finished ? "the segment is finished" : "no stream has begun");
        }
        if (streamHasRows && timestampNanos < lastNanos) {
            throw new IllegalArgumentException(
                    "time " + timestampNanos + " comes after " + lastNanos + " in " + stream);
        }
        if (lineLength > SegmentFormat.LINE_BYTES_MAX || packedLength > SegmentFormat.LINE_BYTES_MAX) {
            throw new LodurException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "a line of " + lineLength + " bytes with " + packedLength
                            + " bytes of metadata does not fit a segment, which takes " + SegmentFormat.LINE_BYTES_MAX);
        }
        metadata.check(packed, packedOffset, packedLength);
    }

    private void beginRun() {
        if (!streamHasRows && stream != null) {
            streams.add(stream);
            streamHasRows = true;
        }
    }

    /** Ends the block, and the row group, where the next row would make it too large. */
    private void cutBefore(int lineLength, int packedLength) throws IOException {
        if (block.rows() == 0) {
            return;
        }
        long lineBytes = (long) block.lineBytes() + lineLength;
        long metadataBytes = (long) blockMetadataBytes + packedLength;
        boolean rowGroupFull = rowGroupBytes + lineBytes + metadataBytes > options.rowGroupBytes();
        if (rowGroupFull
                || lineBytes > options.blockLineBytes()
                || metadataBytes > SegmentFormat.BLOCK_METADATA_BYTES
                || block.rows() == options.blockRows()
                || leavesWhole()) {
            endBlock();
            // A block that would only fill what is left of the row group is not worth its pages.
            if (rowGroupFull || rowGroupBytes + options.blockLineBytes() > options.rowGroupBytes()) {
                endRowGroup();
            }
        }
    }

    /** Whether the next row begins another stream behind a block that is worth being left to the one before. */
    private boolean leavesWhole() {
        return !streamHasRows && options.sharedZstdLevel() != options.zstdLevel() && isWhole();
    }

    private boolean isWhole() {
        return options.isWhole(runs.count() - runs.firstRun(runs.blocks()), block.lineBytes());
    }

    private void endBlock() {
        int zstdLevel = isWhole() ? options.zstdLevel() : options.sharedZstdLevel();
        endBlock(block.rows(), block.minNanos(), block.maxNanos(), block.lineBytes());
        rowGroup.addBlock(block, zstdLevel);
    }

    private void endBlock(int rows, long firstNanos, long endNanos, int lineBytes) {
        minNanos = Math.min(minNanos, firstNanos);
        maxNanos = Math.max(maxNanos, endNanos);
        runs.endBlock(rows, firstNanos, endNanos, lineBytes);
        metadata.endBlock(rows);
        rowGroupBytes += (long) lineBytes + blockMetadataBytes;
        if (filter != null) {
            filter.endBlock();
        }
        blockMetadataBytes = 0;
    }

    private void endRowGroup() throws IOException {
        rowGroup.finish(out, streams, runs, metadata);
        metadata.reset();
        runs.endRowGroup();
        rowGroupBytes = 0;
    }

    public long writtenBytes() {
        return out.sizeBytes();
    }

    public SegmentSummary finish() throws IOException {
        if (finished) {
            throw new IllegalStateException("the segment is finished");
        }
        finished = true;
        if (block.rows() > 0) {
            endBlock();
        }
        if (rowGroupBytes > 0 || rowGroup.blocks() > 0) {
            endRowGroup();
        }
        FilterTable filterTable = filter == null ? null : filter.finish(out::write, out.sizeBytes());
        StreamTable streamTable = StreamTable.of(streams);
        SegmentIndex index = new SegmentIndex(
                streamTable,
                runs.blockTable(),
                runs.runTable(),
                summaries.table(),
                rowGroup.pages(),
                rowGroup.dictionaries(),
                origin,
                filterTable,
                List.of());
        long indexOffset = out.sizeBytes();
        ByteSink tail = new ByteSink(4096);
        IndexWriter.write(index, indexOffset, tail, rowGroup.scratch());
        int indexLength = tail.size();
        String place = SegmentFormat.VERSION + " " + indexOffset + " " + indexLength;
        rowGroup.footer().writeTo(tail, SegmentFormat.CREATED_BY, SegmentFormat.INDEX_KEY, place);
        out.write(tail.array(), tail.size());
        return new SegmentSummary(
                out.sizeBytes(),
                out.crc32c(),
                indexOffset,
                indexLength,
                minNanos,
                maxNanos,
                index.rows(),
                index.lineBytes(),
                streams.size(),
                repeats.isDistinct(),
                LabelSummary.of(streamTable),
                index.filterRows());
    }

    @Override
    public void close() {
        rowGroup.close();
    }
}
