package dev.lodur.segment.v1;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.filter.FilterTable;
import dev.lodur.segment.parquet.ByteSink;
import dev.lodur.segment.parquet.PageScratch;
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
        StreamSection.write(index.streams(), writer.section);
        writer.endSection(SegmentFormat.SECTION_STREAMS);
        BlockSection.write(index.blocks(), index.pages(), index.dictionaries(), writer.section);
        writer.endSection(SegmentFormat.SECTION_BLOCKS);
        RunSection.write(index.runs(), index.blocks(), writer.section);
        writer.endSection(SegmentFormat.SECTION_RUNS);
        MetadataSection.write(index.metadata(), writer.section);
        writer.endSection(SegmentFormat.SECTION_METADATA);
        if (index.origin().length > 0) {
            writer.section.write(index.origin(), 0, index.origin().length);
            writer.endSection(SegmentFormat.SECTION_ORIGIN);
        }
        FilterTable filter = index.filter();
        if (filter != null) {
            writer.filter(filter);
        }
        writer.trailer();
    }

    private void filter(FilterTable filter) {
        int bytes = (int) filter.rows().sizeBytes();
        entry(SegmentFormat.SECTION_FILTER, 0, filter.crc32c(), filter.rows().offset(), bytes, bytes);
        FilterSection.write(filter, section);
        endSection(SegmentFormat.SECTION_FILTER_DIRECTORY);
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
        int crc = crc32c(stored.array(), 0, stored.size());
        int flags = smaller ? SegmentFormat.FLAG_ZSTD : 0;
        entry(id, flags, crc, indexOffset + out.size(), stored.size(), section.size());
        out.write(stored);
        section.reset();
    }

    private void entry(int id, int flags, int crc, long offset, int storedBytes, int rawBytes) {
        directory.putShort(id);
        directory.putShort(flags);
        directory.putInt(crc);
        directory.putLong(offset);
        directory.putInt(storedBytes);
        directory.putInt(rawBytes);
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
