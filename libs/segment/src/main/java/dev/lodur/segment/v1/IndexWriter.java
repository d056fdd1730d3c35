package dev.lodur.segment.v1;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.segment.BlockTable;
import dev.lodur.segment.MetadataTable;
import dev.lodur.segment.PageTable;
import dev.lodur.segment.RunTable;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.StreamTable;
import dev.lodur.segment.parquet.ByteSink;
import dev.lodur.segment.parquet.Page;
import dev.lodur.segment.parquet.PageScratch;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Encodes an index as {@link SegmentFormat} says. */
final class IndexWriter {
    private final ByteSink out;
    private final ByteSink directory = new ByteSink(SegmentFormat.ENTRY_BYTES * 8);
    private final ByteSink section = new ByteSink(1024);
    private final ByteSink compressed = new ByteSink(1024);
    private final PageScratch scratch;
    private final long indexOffset;
    private int sections;

    private IndexWriter(ByteSink out, PageScratch scratch, long indexOffset) {
        this.out = out;
        this.scratch = scratch;
        this.indexOffset = indexOffset;
    }

    /** Writes sections, directory and trailer; {@code out} is empty and will stand at {@code indexOffset}. */
    static void write(SegmentIndex index, long indexOffset, ByteSink out, PageScratch scratch) {
        IndexWriter writer = new IndexWriter(out, scratch, indexOffset);
        writer.streams(index.streams());
        writer.endSection(SegmentFormat.SECTION_STREAMS);
        writer.blocks(index.blocks(), index.pages(), index.dictionaries());
        writer.endSection(SegmentFormat.SECTION_BLOCKS);
        writer.runs(index.runs(), index.blocks());
        writer.endSection(SegmentFormat.SECTION_RUNS);
        writer.metadata(index.metadata());
        writer.endSection(SegmentFormat.SECTION_METADATA);
        writer.trailer();
    }

    private void streams(StreamTable streams) {
        section.putVarint(streams.count());
        section.putVarint(streams.names().size());
        int[] nameValues = streams.nameValues();
        for (int name = 0; name < streams.names().size(); name++) {
            putText(streams.names().get(name));
            section.putVarint(nameValues[name + 1] - nameValues[name]);
            for (int value = nameValues[name]; value < nameValues[name + 1]; value++) {
                putText(streams.values()[value]);
                postings(streams.postings(), streams.valuePostings()[value], streams.valuePostings()[value + 1]);
            }
        }
    }

    private void postings(int[] postings, int from, int to) {
        section.putVarint(to - from);
        int before = -1;
        for (int i = from; i < to; i++) {
            section.putVarint(postings[i] - before - 1);
            before = postings[i];
        }
    }

    private void blocks(BlockTable blocks, PageTable pages, PageTable dictionaries) {
        section.putVarint(blocks.count());
        section.putVarint(dictionaries.rows());
        section.putVarint(pages.columns());
        for (int i = 0; i < dictionaries.rows(); i++) {
            section.putVarint(blocks.rowGroupBlocks()[i + 1] - blocks.rowGroupBlocks()[i]);
        }
        long before = 0;
        for (int i = 0; i < blocks.count(); i++) {
            section.putVarint(blocks.rows()[i]);
            section.putVarint(blocks.firstRun()[i + 1] - blocks.firstRun()[i]);
            section.putZigZag(blocks.minNanos()[i] - before);
            section.putVarint(blocks.maxNanos()[i] - blocks.minNanos()[i]);
            section.putVarint(blocks.lineBytes()[i]);
            before = blocks.minNanos()[i];
        }
        pages(pages);
        pages(dictionaries);
    }

    /** Column by column, since the pages of a column are alike. */
    private void pages(PageTable table) {
        for (int column = 0; column < table.columns(); column++) {
            long expected = 0;
            for (int row = 0; row < table.rows(); row++) {
                Page page = table.page(row, column);
                section.putVarint(page.length());
                if (page.length() > 0) {
                    section.putZigZag(page.offset() - expected);
                    section.putVarint(page.levelBytes());
                    section.putVarint(page.valueBytes());
                    section.putVarint(page.values());
                    section.write(page.flags());
                    section.putInt(page.crc32());
                    expected = page.offset() + page.length();
                }
            }
        }
    }

    private void runs(RunTable runs, BlockTable blocks) {
        section.putVarint(runs.levels().length);
        for (String level : runs.levels()) {
            putText(level);
        }
        int stream = 0;
        for (int run = 0; run < runs.count(); run++) {
            section.putVarint(runs.stream()[run] - stream);
            section.putVarint(runs.rows()[run]);
            section.putVarint(runs.minNanos()[run] - blocks.minNanos()[runs.block()[run]]);
            section.putVarint(runs.maxNanos()[run] - runs.minNanos()[run]);
            section.putVarint(runs.lineBytes()[run]);
            section.putVarint(runs.firstLevel()[run + 1] - runs.firstLevel()[run]);
            for (int i = runs.firstLevel()[run]; i < runs.firstLevel()[run + 1]; i++) {
                section.putVarint(runs.level()[i]);
                section.putVarint(runs.levelRows()[i]);
            }
            stream = runs.stream()[run];
        }
    }

    private void metadata(MetadataTable metadata) {
        section.putVarint(metadata.keys().length);
        section.putVarint(metadata.columns());
        section.write((metadata.otherMetadata() ? 1 : 0) | (metadata.keysComplete() ? 2 : 0));
        for (String key : metadata.keys()) {
            putText(key);
        }
        for (int block = 0; block + 1 < metadata.firstEntry().length; block++) {
            int from = metadata.firstEntry()[block];
            int to = metadata.firstEntry()[block + 1];
            section.putVarint(to - from);
            for (int entry = from; entry < to; entry++) {
                section.putVarint(metadata.key()[entry]);
                section.write(metadata.flags()[entry]);
                section.putVarint(metadata.firstValue()[entry + 1] - metadata.firstValue()[entry]);
                for (int i = metadata.firstValue()[entry]; i < metadata.firstValue()[entry + 1]; i++) {
                    putText(metadata.values()[i]);
                }
            }
        }
    }

    private void putText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        section.putVarint(utf8.length);
        section.write(utf8, 0, utf8.length);
    }

    private void endSection(int id) {
        if (section.size() > SegmentFormat.SECTION_RAW_BYTES_MAX) {
            throw new LodurException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "section " + id + " of the index has " + section.size() + " bytes, at most "
                            + SegmentFormat.SECTION_RAW_BYTES_MAX + "; write fewer streams into a segment");
        }
        compressed.reset();
        scratch.compressFrame(section, compressed);
        boolean smaller = compressed.size() < section.size();
        ByteSink stored = smaller ? compressed : section;
        directory.putShort(id);
        directory.putShort(smaller ? SegmentFormat.FLAG_ZSTD : 0);
        directory.putInt(crc32c(stored.array(), 0, stored.size()));
        directory.putLong(indexOffset + out.size());
        directory.putInt(stored.size());
        directory.putInt(section.size());
        out.write(stored);
        section.reset();
        sections++;
    }

    private void trailer() {
        int from = out.size();
        out.write(directory);
        out.putLong(indexOffset);
        out.putInt(out.size() - 8 + SegmentFormat.TRAILER_BYTES);
        out.putShort(sections);
        out.putShort(SegmentFormat.VERSION);
        out.putInt(0);
        out.putInt(crc32c(out.array(), from, out.size() - from));
        out.write(SegmentFormat.MAGIC, 0, SegmentFormat.MAGIC.length);
    }

    static int crc32c(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
