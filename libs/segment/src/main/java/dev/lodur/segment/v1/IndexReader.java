package dev.lodur.segment.v1;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.lodur.model.Bytes;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.segment.MetadataTable;
import dev.lodur.segment.RangeReader;
import dev.lodur.segment.RunTable;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.SegmentIndex.Section;
import dev.lodur.segment.StreamTable;
import dev.lodur.segment.parquet.ByteSource;
import dev.lodur.segment.parquet.FooterWriter;
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
        boolean known = section.id() >= SegmentFormat.SECTION_STREAMS && section.id() <= SegmentFormat.SECTION_ORIGIN;
        if (!known && (section.flags() & SegmentFormat.FLAG_REQUIRED) != 0) {
            throw new LodurException(
                    ErrorCode.FORMAT_TOO_NEW, "the segment needs section " + section.id() + " to be understood");
        }
        return section;
    }

    private SegmentIndex decodeSections() {
        StreamTable streams = StreamSection.read(open(SegmentFormat.SECTION_STREAMS));
        BlockSection blocks = BlockSection.read(open(SegmentFormat.SECTION_BLOCKS), indexOffset);
        RunTable runs = RunSection.read(open(SegmentFormat.SECTION_RUNS), blocks.blocks(), streams.count());
        MetadataTable metadata = MetadataSection.read(
                open(SegmentFormat.SECTION_METADATA), blocks.blocks().count());
        int columns = SegmentIndex.FIRST_METADATA_COLUMN + metadata.columns() + (metadata.otherMetadata() ? 2 : 0);
        if (columns != blocks.pages().columns()) {
            throw corrupt("the index has pages of " + blocks.pages().columns() + " columns instead of " + columns);
        }
        List<Section> others = sections.stream()
                .filter(section -> section.id() > SegmentFormat.SECTION_ORIGIN)
                .toList();
        return new SegmentIndex(
                streams, blocks.blocks(), runs, metadata, blocks.pages(), blocks.dictionaries(), origin(), others);
    }

    private byte[] origin() {
        if (sections.stream().noneMatch(section -> section.id() == SegmentFormat.SECTION_ORIGIN)) {
            return new byte[0];
        }
        ByteSource origin = open(SegmentFormat.SECTION_ORIGIN);
        return origin.bytes(origin.remaining());
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

    private static LodurException corrupt(String text) {
        return new LodurException(ErrorCode.CORRUPT, text);
    }
}
