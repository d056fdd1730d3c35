package dev.lodur.segment.v1;

import dev.lodur.model.Labels;
import dev.lodur.segment.PageTable;
import dev.lodur.segment.SegmentColumns;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.StoredBlock;
import dev.lodur.segment.parquet.ColumnChunk;
import dev.lodur.segment.parquet.ColumnSchema;
import dev.lodur.segment.parquet.DictionaryColumn;
import dev.lodur.segment.parquet.FooterWriter;
import dev.lodur.segment.parquet.Page;
import dev.lodur.segment.parquet.PageScratch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/**
 * Builds the column chunks of one row group after another and keeps where their pages stand.
 *
 * <p>In the file the chunks that Lodur reads stand together: times, metadata, lines; behind them the label columns, which
 * only others read. In the schema the order is another: our own names, labels, metadata, maps. Not thread-safe.
 */
final class RowGroupWriter implements AutoCloseable {
    private final SegmentColumns plan;
    private final ColumnNames names;
    private final PageScratch scratch;
    private final int zstdLevel;
    private final ColumnChunk timestamps = new ColumnChunk();
    private final ColumnChunk lines = new ColumnChunk();
    private final ColumnChunk other = new ColumnChunk();
    private final LabelChunkWriter labelChunks = new LabelChunkWriter();
    private final DictionaryColumn otherLabelKeys = new DictionaryColumn(true);
    private final DictionaryColumn otherLabelValues = new DictionaryColumn(true);
    private final FooterWriter footer;
    private final PageTable pages;
    private final PageTable dictionaries;
    private int blocks;
    private long minNanos;
    private long maxNanos;
    private int rows;

    RowGroupWriter(SegmentColumns plan, int zstdLevel) {
        this.plan = plan;
        names = new ColumnNames(plan);
        scratch = new PageScratch(zstdLevel);
        this.zstdLevel = zstdLevel;
        int indexed = SegmentIndex.FIRST_METADATA_COLUMN + plan.metadata().size() + (plan.otherMetadata() ? 2 : 0);
        pages = new PageTable(indexed);
        dictionaries = new PageTable(indexed);
        footer = describeSchema();
        resetRowGroup();
    }

    private FooterWriter describeSchema() {
        List<SchemaElement> columns = new ArrayList<>();
        columns.add(ColumnSchema.timestampNanos(ColumnNames.TIMESTAMP));
        columns.add(ColumnSchema.int64(ColumnNames.TIMESTAMP_NS));
        columns.add(ColumnSchema.string(ColumnNames.LINE, true));
        names.labels().forEach(name -> columns.add(ColumnSchema.string(name, false)));
        names.metadata().forEach(name -> columns.add(ColumnSchema.string(name, false)));
        int flat = columns.size();
        int maps = 0;
        if (plan.otherLabels()) {
            columns.addAll(ColumnSchema.map(ColumnNames.LABELS));
            maps++;
        }
        if (plan.otherMetadata()) {
            columns.addAll(ColumnSchema.map(ColumnNames.METADATA));
            maps++;
        }
        columns.addFirst(ColumnSchema.root(flat + maps));
        return new FooterWriter(columns, flat + 2 * maps);
    }

    PageScratch scratch() {
        return scratch;
    }

    FooterWriter footer() {
        return footer;
    }

    PageTable pages() {
        return pages;
    }

    PageTable dictionaries() {
        return dictionaries;
    }

    /** Blocks of the open row group. */
    int blocks() {
        return blocks;
    }

    /** Encodes and compresses the times and lines of a block at once, and empties it. */
    void addBlock(BlockBuffer block, int blockZstdLevel) {
        count(block.rows(), block.minNanos(), block.maxNanos());
        scratch.setLevel(blockZstdLevel);
        block.writeTo(timestamps, lines, scratch);
        scratch.setLevel(zstdLevel);
    }

    /** Takes the pages of times and lines of a block over as they are. */
    void addStored(StoredBlock block, long blockMinNanos, long blockMaxNanos) {
        count(block.rows().rows(), blockMinNanos, blockMaxNanos);
        timestamps.addStored(Encoding.DELTA_BINARY_PACKED, block.timestamps(), block.bytes(), block.timestampsAt());
        lines.addStored(Encoding.DELTA_LENGTH_BYTE_ARRAY, block.lines(), block.bytes(), block.linesAt());
    }

    private void count(int blockRows, long blockMinNanos, long blockMaxNanos) {
        minNanos = Math.min(minNanos, blockMinNanos);
        maxNanos = Math.max(maxNanos, blockMaxNanos);
        rows += blockRows;
        blocks++;
    }

    /** Writes the row group: the last {@code blocks()} blocks of the builder. */
    void finish(FileOutput out, List<Labels> streams, RunBuilder runs, MetadataBuffer metadata) throws IOException {
        new RowGroup(out).write(streams, runs, metadata);
        resetRowGroup();
    }

    private void resetRowGroup() {
        timestamps.reset();
        lines.reset();
        blocks = 0;
        rows = 0;
        minNanos = Long.MAX_VALUE;
        maxNanos = Long.MIN_VALUE;
    }

    @Override
    public void close() {
        scratch.close();
    }

    /** What is known of the row group while its chunks are written. */
    private final class RowGroup {
        private final FileOutput out;
        private final long offset;
        private final Page[][] columnPages = new Page[pages.columns()][];
        private final Page[] columnDictionaries = new Page[pages.columns()];
        private final List<org.apache.parquet.format.ColumnChunk> described = new ArrayList<>();
        private long uncompressedBytes;

        RowGroup(FileOutput out) {
            this.out = out;
            offset = out.sizeBytes();
        }

        void write(List<Labels> streams, RunBuilder runs, MetadataBuffer metadata) throws IOException {
            timestamps.setBounds(minNanos, maxNanos);
            long timestampsAt = writeChunk(timestamps, SegmentIndex.TIMESTAMP_COLUMN);
            List<org.apache.parquet.format.ColumnChunk> ofMetadata = new ArrayList<>();
            int column = SegmentIndex.FIRST_METADATA_COLUMN;
            for (DictionaryColumn keyColumn : metadata.columns()) {
                String name = names.metadata().get(column - SegmentIndex.FIRST_METADATA_COLUMN);
                ofMetadata.add(writeStrings(keyColumn, List.of(name), column++));
            }
            List<org.apache.parquet.format.ColumnChunk> ofMap = new ArrayList<>();
            if (plan.otherMetadata()) {
                ofMap.add(writeStrings(metadata.otherKeys(), mapPath(ColumnNames.METADATA, "key"), column++));
                ofMap.add(writeStrings(metadata.otherValues(), mapPath(ColumnNames.METADATA, "value"), column));
            }
            long linesAt = writeChunk(lines, SegmentIndex.LINE_COLUMN);
            described.add(timestamps.describe(List.of(ColumnNames.TIMESTAMP), Type.INT64, timestampsAt));
            described.add(timestamps.describe(List.of(ColumnNames.TIMESTAMP_NS), Type.INT64, timestampsAt));
            described.add(lines.describe(List.of(ColumnNames.LINE), Type.BYTE_ARRAY, linesAt));
            writeLabels(streams, runs);
            described.addAll(ofMetadata);
            if (plan.otherLabels()) {
                writeOtherLabels(streams, runs);
            }
            described.addAll(ofMap);
            footer.addRowGroup(described, uncompressedBytes, offset, rows);
            index();
        }

        private long writeChunk(ColumnChunk chunk, int column) throws IOException {
            long at = out.sizeBytes();
            out.write(chunk.bytes().array(), chunk.bytes().size());
            uncompressedBytes += chunk.uncompressedBytes();
            if (column >= 0) {
                columnPages[column] = new Page[blocks];
                for (int block = 0; block < blocks; block++) {
                    columnPages[column][block] = chunk.page(block, at);
                }
                @Nullable Page dictionary = chunk.dictionary(at);
                columnDictionaries[column] = dictionary == null ? Page.NONE : dictionary;
            }
            return at;
        }

        private org.apache.parquet.format.ColumnChunk writeStrings(
                DictionaryColumn strings, List<String> path, int column) throws IOException {
            other.reset();
            strings.writeTo(other, scratch);
            long at = writeChunk(other, column);
            return other.describe(path, Type.BYTE_ARRAY, at);
        }

        private static List<String> mapPath(String map, String leaf) {
            return List.of(map, "key_value", leaf);
        }

        private void writeLabels(List<Labels> streams, RunBuilder runs) throws IOException {
            for (int i = 0; i < plan.labels().size(); i++) {
                other.reset();
                labelChunks.write(plan.labels().get(i), streams, runs, runs.blocks() - blocks, other, scratch);
                long at = writeChunk(other, -1);
                described.add(other.describe(List.of(names.labels().get(i)), Type.BYTE_ARRAY, at));
            }
        }

        private void writeOtherLabels(List<Labels> streams, RunBuilder runs) throws IOException {
            otherLabelKeys.reset();
            otherLabelValues.reset();
            for (int block = runs.blocks() - blocks; block < runs.blocks(); block++) {
                int blockRows = 0;
                for (int run = runs.firstRun(block); run < runs.firstRun(block + 1); run++) {
                    addOtherLabels(streams.get(runs.stream(run)), runs.rows(run));
                    blockRows += runs.rows(run);
                }
                otherLabelKeys.endBlock(blockRows);
                otherLabelValues.endBlock(blockRows);
            }
            described.add(writeStrings(otherLabelKeys, mapPath(ColumnNames.LABELS, "key"), -1));
            described.add(writeStrings(otherLabelValues, mapPath(ColumnNames.LABELS, "value"), -1));
        }

        private void addOtherLabels(Labels labels, int count) {
            List<byte[]> others = new ArrayList<>();
            for (int i = 0; i < labels.size(); i++) {
                if (!plan.labels().contains(labels.name(i))) {
                    others.add(labels.name(i).getBytes(StandardCharsets.UTF_8));
                    others.add(labels.value(i).getBytes(StandardCharsets.UTF_8));
                }
            }
            for (int row = 0; row < count; row++) {
                for (int i = 0; i < others.size(); i += 2) {
                    otherLabelKeys.add(others.get(i), 0, others.get(i).length, i == 0);
                    otherLabelValues.add(others.get(i + 1), 0, others.get(i + 1).length, i == 0);
                }
                if (others.isEmpty()) {
                    otherLabelKeys.addNull();
                    otherLabelValues.addNull();
                }
            }
        }

        private void index() {
            for (int block = 0; block < blocks; block++) {
                for (Page[] ofColumn : columnPages) {
                    pages.add(ofColumn[block]);
                }
            }
            for (Page dictionary : columnDictionaries) {
                dictionaries.add(dictionary);
            }
        }
    }
}
