package dev.lodur.segment.v1;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.lodur.model.Bytes;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.segment.BlockTable;
import dev.lodur.segment.MetadataTable;
import dev.lodur.segment.PageTable;
import dev.lodur.segment.RangeReader;
import dev.lodur.segment.RunTable;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.SegmentIndex.Section;
import dev.lodur.segment.StreamTable;
import dev.lodur.segment.parquet.ByteSource;
import dev.lodur.segment.parquet.FooterWriter;
import dev.lodur.segment.parquet.IntArray;
import dev.lodur.segment.parquet.Page;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds, checks and decodes an index as {@link SegmentFormat} says. */
public final class IndexReader {
    private static final int TAIL_BYTES = 64 << 10;
    private static final int ENTRY_CRC = 4;
    private static final int ENTRY_OFFSET = 8;
    private static final int ENTRY_STORED = 16;
    private static final int ENTRY_RAW = 20;

    private final byte[] bytes;
    private final long indexOffset;
    private final List<Section> sections = new ArrayList<>();

    private IndexReader(byte[] bytes, long indexOffset) {
        this.bytes = bytes;
        this.indexOffset = indexOffset;
    }

    public static SegmentIndex read(RangeReader reader, long indexOffset, int indexLength) {
        if (indexOffset < 0 || indexLength < SegmentFormat.TRAILER_BYTES) {
            throw corrupt("an index of " + indexLength + " bytes at " + indexOffset + " is too short");
        }
        byte[] bytes = new byte[indexLength];
        reader.read(indexOffset, bytes, 0, indexLength);
        return new IndexReader(bytes, indexOffset).decode();
    }

    public static SegmentIndex readFromTail(RangeReader reader, long fileSize) {
        if (fileSize < SegmentFormat.TRAILER_BYTES + SegmentFormat.PARQUET_TAIL_BYTES) {
            throw corrupt("a file of " + fileSize + " bytes is too short for a segment");
        }
        byte[] tail = new byte[(int) Math.min(TAIL_BYTES, fileSize)];
        long tailOffset = fileSize - tail.length;
        reader.read(tailOffset, tail, 0, tail.length);
        int magicAt = tail.length - FooterWriter.MAGIC.length;
        if (!Arrays.equals(tail, magicAt, tail.length, FooterWriter.MAGIC, 0, FooterWriter.MAGIC.length)) {
            throw corrupt("the file does not end like a parquet file");
        }
        long footerLength = Bytes.getInt(tail, magicAt - 4) & 0xffffffffL;
        long trailerOffset = fileSize - SegmentFormat.PARQUET_TAIL_BYTES - footerLength - SegmentFormat.TRAILER_BYTES;
        if (trailerOffset < 0) {
            throw corrupt("a footer of " + footerLength + " bytes does not fit a file of " + fileSize);
        }
        byte[] trailer = range(reader, tail, tailOffset, trailerOffset, SegmentFormat.TRAILER_BYTES);
        checkMagic(trailer, 0);
        long offset = Bytes.getLong(trailer, SegmentFormat.TRAILER_INDEX_OFFSET);
        int length = Bytes.getInt(trailer, SegmentFormat.TRAILER_INDEX_LENGTH);
        if (length < SegmentFormat.TRAILER_BYTES
                || offset < 0
                || offset + length != trailerOffset + SegmentFormat.TRAILER_BYTES) {
            throw corrupt("the trailer tells of an index of " + length + " bytes at " + offset);
        }
        return new IndexReader(range(reader, tail, tailOffset, offset, length), offset).decode();
    }

    private static byte[] range(RangeReader reader, byte[] tail, long tailOffset, long offset, int length) {
        if (offset >= tailOffset) {
            int from = (int) (offset - tailOffset);
            return Arrays.copyOfRange(tail, from, from + length);
        }
        byte[] bytes = new byte[length];
        reader.read(offset, bytes, 0, length);
        return bytes;
    }

    private static void checkMagic(byte[] bytes, int trailer) {
        int at = trailer + SegmentFormat.TRAILER_MAGIC;
        if (!Arrays.equals(
                bytes, at, at + SegmentFormat.MAGIC.length, SegmentFormat.MAGIC, 0, SegmentFormat.MAGIC.length)) {
            throw corrupt("there is no index before the footer");
        }
    }

    private SegmentIndex decode() {
        int trailer = bytes.length - SegmentFormat.TRAILER_BYTES;
        checkMagic(bytes, trailer);
        int count = Bytes.getUnsignedShort(bytes, trailer + SegmentFormat.TRAILER_SECTIONS);
        int directory = trailer - count * SegmentFormat.ENTRY_BYTES;
        if (directory < 0) {
            throw corrupt(count + " sections do not fit the index at " + indexOffset);
        }
        int crcAt = trailer + SegmentFormat.TRAILER_CRC;
        if (IndexWriter.crc32c(bytes, directory, crcAt - directory) != Bytes.getInt(bytes, crcAt)) {
            throw corrupt("the directory of the index at " + indexOffset + " has a wrong checksum");
        }
        checkVersion(Bytes.getUnsignedShort(bytes, trailer + SegmentFormat.TRAILER_VERSION));
        for (int i = 0; i < count; i++) {
            sections.add(entry(directory + i * SegmentFormat.ENTRY_BYTES));
        }
        return decodeSections();
    }

    private static void checkVersion(int version) {
        if (version > SegmentFormat.VERSION) {
            throw new LodurException(
                    ErrorCode.FORMAT_TOO_NEW,
                    "segment version " + version + ", this one reads up to " + SegmentFormat.VERSION);
        }
        if (version < SegmentFormat.VERSION_MIN) {
            throw new LodurException(
                    ErrorCode.FORMAT_TOO_OLD,
                    "segment version " + version + ", this one reads from " + SegmentFormat.VERSION_MIN);
        }
    }

    private Section entry(int at) {
        Section section = new Section(
                Bytes.getUnsignedShort(bytes, at),
                Bytes.getUnsignedShort(bytes, at + 2),
                Bytes.getLong(bytes, at + ENTRY_OFFSET),
                Bytes.getInt(bytes, at + ENTRY_STORED),
                Bytes.getInt(bytes, at + ENTRY_RAW),
                Bytes.getInt(bytes, at + ENTRY_CRC));
        boolean known = section.id() >= SegmentFormat.SECTION_STREAMS && section.id() <= SegmentFormat.SECTION_METADATA;
        if (!known && (section.flags() & SegmentFormat.FLAG_REQUIRED) != 0) {
            throw new LodurException(
                    ErrorCode.FORMAT_TOO_NEW, "the segment needs section " + section.id() + " to be understood");
        }
        return section;
    }

    private SegmentIndex decodeSections() {
        StreamTable streams = streams(open(SegmentFormat.SECTION_STREAMS));
        Blocks blocks = new Blocks(open(SegmentFormat.SECTION_BLOCKS), indexOffset);
        RunTable runs = runs(open(SegmentFormat.SECTION_RUNS), blocks.table, streams.count());
        MetadataTable metadata = metadata(open(SegmentFormat.SECTION_METADATA), blocks.table.count());
        int columns = SegmentIndex.FIRST_METADATA_COLUMN + metadata.columns() + (metadata.otherMetadata() ? 2 : 0);
        if (columns != blocks.pages.columns()) {
            throw corrupt("the index has pages of " + blocks.pages.columns() + " columns instead of " + columns);
        }
        List<Section> others = sections.stream()
                .filter(section -> section.id() > SegmentFormat.SECTION_METADATA)
                .toList();
        return new SegmentIndex(streams, blocks.table, runs, metadata, blocks.pages, blocks.dictionaries, others);
    }

    private ByteSource open(int id) {
        @Nullable Section found = null;
        for (Section section : sections) {
            found = section.id() == id ? section : found;
        }
        if (found == null) {
            throw corrupt("the index at " + indexOffset + " lacks section " + id);
        }
        long from = found.offset() - indexOffset;
        if (from < 0
                || found.storedBytes() < 0
                || from + found.storedBytes() > bytes.length
                || found.rawBytes() < 0
                || found.rawBytes() > SegmentFormat.SECTION_RAW_BYTES_MAX) {
            throw corrupt("section " + id + " at " + found.offset() + " does not fit the index");
        }
        if (IndexWriter.crc32c(bytes, (int) from, found.storedBytes()) != found.crc32c()) {
            throw corrupt("section " + id + " at " + found.offset() + " has a wrong checksum");
        }
        if ((found.flags() & SegmentFormat.FLAG_ZSTD) == 0) {
            return new ByteSource(bytes, (int) from, (int) from + found.storedBytes());
        }
        return new ByteSource(decompress(found, (int) from), 0, found.rawBytes());
    }

    private byte[] decompress(Section section, int from) {
        byte[] raw = new byte[section.rawBytes()];
        try {
            long size = Zstd.decompressByteArray(raw, 0, raw.length, bytes, from, section.storedBytes());
            if (!Zstd.isError(size) && size == raw.length) {
                return raw;
            }
        } catch (ZstdException e) {
            throw new LodurException(
                    ErrorCode.CORRUPT, "section " + section.id() + " at " + section.offset() + " is no zstd frame", e);
        }
        throw corrupt("section " + section.id() + " at " + section.offset() + " has another length");
    }

    private static StreamTable streams(ByteSource in) {
        int count = in.getInt(Integer.MAX_VALUE - 1);
        int names = in.getCount();
        String[] name = new String[names];
        int[] nameValues = new int[names + 1];
        List<String> values = new ArrayList<>();
        var valuePostings = new IntArray();
        var postings = new IntArray();
        for (int i = 0; i < names; i++) {
            name[i] = in.getString();
            nameValues[i] = values.size();
            int valueCount = in.getCount();
            for (int j = 0; j < valueCount; j++) {
                String value = in.getString();
                if (j > 0 && values.getLast().compareTo(value) >= 0) {
                    throw in.corrupt();
                }
                values.add(value);
                valuePostings.add(postings.size());
                int stream = -1;
                for (int left = in.getCount(); left > 0; left--) {
                    stream += 1 + in.getInt(count - 2L - stream);
                    postings.add(stream);
                }
            }
        }
        nameValues[names] = values.size();
        valuePostings.add(postings.size());
        // Only one stream can be without labels, so a wrong number cannot take memory that the postings do not justify.
        if (count > postings.size() + 1) {
            throw in.corrupt();
        }
        end(in);
        return new StreamTable(
                count, name, nameValues, values.toArray(String[]::new), valuePostings.toArray(), postings.toArray());
    }

    /** Blocks, row groups and pages. */
    private static final class Blocks {
        final BlockTable table;
        final PageTable pages;
        final PageTable dictionaries;
        private final long pagesEnd;

        Blocks(ByteSource in, long pagesEnd) {
            this.pagesEnd = pagesEnd;
            int count = in.getCount();
            int rowGroups = in.getCount();
            int columns = in.getInt(SegmentFormat.COLUMNS_MAX);
            int[] rowGroupBlocks = new int[rowGroups + 1];
            for (int i = 0; i < rowGroups; i++) {
                rowGroupBlocks[i + 1] = rowGroupBlocks[i] + in.getInt(count - (long) rowGroupBlocks[i]);
            }
            if (rowGroupBlocks[rowGroups] != count || (rowGroups == 0 && count > 0)) {
                throw in.corrupt();
            }
            int[] rows = new int[count];
            int[] firstRun = new int[count + 1];
            long[] min = new long[count];
            long[] max = new long[count];
            int[] lineBytes = new int[count];
            long before = 0;
            for (int i = 0; i < count; i++) {
                rows[i] = in.getInt(SegmentFormat.BLOCK_ROWS_MAX);
                firstRun[i + 1] = firstRun[i] + in.getInt(rows[i]);
                min[i] = before + in.getZigZag();
                max[i] = min[i] + in.getVarint();
                lineBytes[i] = in.getInt(Integer.MAX_VALUE);
                before = min[i];
                if (rows[i] == 0 || firstRun[i + 1] <= firstRun[i] || max[i] < min[i]) {
                    throw in.corrupt();
                }
            }
            table = new BlockTable(rows, firstRun, min, max, lineBytes, rowGroupBlocks);
            pages = pages(in, count, columns);
            dictionaries = pages(in, rowGroups, columns);
            end(in);
        }

        private PageTable pages(ByteSource in, int rows, int columns) {
            if ((long) rows * columns > in.remaining()) {
                throw in.corrupt();
            }
            var byColumn = new Page[columns * rows];
            for (int column = 0; column < columns; column++) {
                long expected = 0;
                for (int row = 0; row < rows; row++) {
                    var page = page(in, expected);
                    byColumn[row * columns + column] = page;
                    expected = page.length() == 0 ? expected : page.offset() + page.length();
                }
            }
            PageTable table = new PageTable(columns);
            for (var page : byColumn) {
                table.add(page);
            }
            return table;
        }

        private Page page(ByteSource in, long expected) {
            int length = in.getInt(Integer.MAX_VALUE);
            if (length == 0) {
                return new Page(0, 0, 0, 0, 0, 0, 0);
            }
            long offset = expected + in.getZigZag();
            if (offset < 0 || offset > pagesEnd - length) {
                throw in.corrupt();
            }
            int levelBytes = in.getInt(length);
            int valueBytes = in.getInt(SegmentFormat.PAGE_BYTES_MAX);
            int values = in.getInt(SegmentFormat.PAGE_VALUES_MAX);
            return new Page(offset, length, levelBytes, valueBytes, in.getByte(), values, in.getInt());
        }
    }

    private static RunTable runs(ByteSource in, BlockTable blocks, int streams) {
        int count = blocks.firstRun()[blocks.count()];
        if (count > in.remaining()) {
            throw in.corrupt();
        }
        String[] levels = new String[in.getCount()];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = in.getString();
        }
        int[] stream = new int[count];
        int[] block = new int[count];
        int[] firstRow = new int[count];
        int[] rows = new int[count];
        long[] min = new long[count];
        long[] max = new long[count];
        int[] lineBytes = new int[count];
        int[] firstLevel = new int[count + 1];
        var level = new IntArray();
        var levelRows = new IntArray();
        int before = 0;
        for (int b = 0; b < blocks.count(); b++) {
            int row = 0;
            for (int run = blocks.firstRun()[b]; run < blocks.firstRun()[b + 1]; run++) {
                stream[run] = before + in.getInt(streams - 1L - before);
                block[run] = b;
                firstRow[run] = row;
                rows[run] = in.getInt(blocks.rows()[b] - (long) row);
                min[run] = blocks.minNanos()[b] + in.getVarint();
                max[run] = min[run] + in.getVarint();
                lineBytes[run] = in.getInt(blocks.lineBytes()[b]);
                firstLevel[run] = level.size();
                for (int left = in.getCount(); left > 0; left--) {
                    level.add(in.getInt(levels.length - 1L));
                    levelRows.add(in.getInt(rows[run]));
                }
                before = stream[run];
                row += rows[run];
            }
            if (row != blocks.rows()[b]) {
                throw in.corrupt();
            }
        }
        firstLevel[count] = level.size();
        end(in);
        return new RunTable(
                stream,
                block,
                firstRow,
                rows,
                min,
                max,
                lineBytes,
                firstLevel,
                level.toArray(),
                levelRows.toArray(),
                levels);
    }

    private static MetadataTable metadata(ByteSource in, int blocks) {
        String[] keys = new String[in.getCount()];
        int columns = in.getInt(keys.length);
        int tableFlags = in.getByte();
        for (int i = 0; i < keys.length; i++) {
            keys[i] = in.getString();
        }
        if (blocks > in.remaining()) {
            throw in.corrupt();
        }
        int[] firstEntry = new int[blocks + 1];
        var key = new IntArray();
        var flags = new IntArray();
        var firstValue = new IntArray();
        List<String> values = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            firstEntry[block] = key.size();
            int before = -1;
            for (int left = in.getCount(); left > 0; left--) {
                int next = in.getInt(keys.length - 1L);
                if (next <= before) {
                    throw in.corrupt();
                }
                before = next;
                key.add(next);
                flags.add(in.getByte());
                firstValue.add(values.size());
                for (int value = in.getCount(); value > 0; value--) {
                    values.add(in.getString());
                }
            }
        }
        firstEntry[blocks] = key.size();
        firstValue.add(values.size());
        end(in);
        return new MetadataTable(
                keys,
                columns,
                (tableFlags & 1) != 0,
                (tableFlags & 2) != 0,
                firstEntry,
                key.toArray(),
                flags.toArray(),
                firstValue.toArray(),
                values.toArray(String[]::new));
    }

    private static void end(ByteSource in) {
        if (in.remaining() != 0) {
            throw in.corrupt();
        }
    }

    private static LodurException corrupt(String text) {
        return new LodurException(ErrorCode.CORRUPT, text);
    }
}
