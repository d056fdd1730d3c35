package dev.lodur.segment.parquet;

import dev.lodur.model.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/**
 * One column of one row group while it is built: its pages as bytes, and what the footer and the index say of them.
 *
 * <p>Pages are of version 2 with a CRC-32. Values are compressed with zstd where that makes them smaller. Used again for
 * the next row group after {@link #reset}. Not thread-safe.
 */
public final class ColumnChunk {
    private final ByteSink bytes = new ByteSink(1024);
    private final List<Page> pages = new ArrayList<>();
    private final Set<Encoding> encodings = EnumSet.noneOf(Encoding.class);
    private @Nullable Page dictionary;
    private @Nullable Statistics statistics;
    private long uncompressedBytes;
    private long firstDataPage;
    private long values;
    private long nulls;

    public void reset() {
        bytes.reset();
        pages.clear();
        encodings.clear();
        dictionary = null;
        statistics = null;
        uncompressedBytes = 0;
        values = 0;
        nulls = 0;
    }

    public ByteSink bytes() {
        return bytes;
    }

    /** Adds the dictionary, before any other page: values with their lengths in front. */
    public void addDictionary(ByteDictionary strings, PageScratch scratch) {
        scratch.reset();
        for (int id = 0; id < strings.size(); id++) {
            scratch.values().putInt(strings.length(id));
            scratch.values().write(strings.bytes(), strings.start(id), strings.length(id));
        }
        int size = scratch.values().size();
        // A dictionary page has no flag for values that are not compressed.
        scratch.compress(true);
        PageHeader header = header(PageType.DICTIONARY_PAGE, size, scratch)
                .setDictionary_page_header(new DictionaryPageHeader(strings.size(), Encoding.PLAIN));
        encodings.add(Encoding.PLAIN);
        int at = addPage(header, scratch.body());
        dictionary = new Page(at, scratch.body().size(), 0, size, Page.COMPRESSED, strings.size(), header.getCrc());
    }

    /** What a data page holds beside its values. */
    public record PageShape(int values, int nulls, int rows, int repetitionBytes) {
        /** The shape of a page of a required column. */
        public static PageShape required(int rows) {
            return new PageShape(rows, 0, rows, 0);
        }
    }

    /** Adds a page of the levels and the encoded values that stand in the scratch. */
    public void addData(Encoding encoding, PageShape shape, PageScratch scratch) {
        int levelBytes = scratch.levels().size();
        int valueBytes = scratch.values().size();
        boolean compressed = scratch.compress(false);
        PageHeader header = header(PageType.DATA_PAGE_V2, levelBytes + valueBytes, scratch)
                .setData_page_header_v2(new DataPageHeaderV2(
                                shape.values(),
                                shape.nulls(),
                                shape.rows(),
                                encoding,
                                levelBytes - shape.repetitionBytes(),
                                shape.repetitionBytes())
                        .setIs_compressed(compressed));
        if (pages.isEmpty()) {
            firstDataPage = bytes.size();
        }
        encodings.add(encoding);
        int at = addPage(header, scratch.body());
        int flags =
                (compressed ? Page.COMPRESSED : 0) | (encoding == Encoding.RLE_DICTIONARY ? Page.DICTIONARY_IDS : 0);
        pages.add(new Page(at, scratch.body().size(), levelBytes, valueBytes, flags, shape.values(), header.getCrc()));
        values += shape.values();
        nulls += shape.nulls();
    }

    /** Adds a page of a required column with the body that it has in another file. */
    public void addStored(Encoding encoding, Page page, byte[] from, int offset) {
        PageHeader header = new PageHeader(PageType.DATA_PAGE_V2, page.valueBytes(), page.length())
                .setCrc(page.crc32())
                .setData_page_header_v2(new DataPageHeaderV2(page.values(), 0, page.values(), encoding, 0, 0)
                        .setIs_compressed((page.flags() & Page.COMPRESSED) != 0));
        if (pages.isEmpty()) {
            firstDataPage = bytes.size();
        }
        encodings.add(encoding);
        int at = addHeader(header);
        bytes.write(from, offset, page.length());
        pages.add(new Page(
                at, page.length(), page.levelBytes(), page.valueBytes(), page.flags(), page.values(), page.crc32()));
        values += page.values();
    }

    private static PageHeader header(PageType type, int uncompressedBytes, PageScratch scratch) {
        return new PageHeader(type, uncompressedBytes, scratch.body().size()).setCrc(scratch.bodyCrc32());
    }

    private int addPage(PageHeader header, ByteSink body) {
        int at = addHeader(header);
        bytes.write(body);
        return at;
    }

    /** Writes the header of a page and counts the page; where its body is to stand. */
    private int addHeader(PageHeader header) {
        int headerAt = bytes.size();
        try {
            Util.writePageHeader(header, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int at = bytes.size();
        uncompressedBytes += at - headerAt + header.getUncompressed_page_size();
        return at;
    }

    /** The smallest and largest value of the chunk, for readers that leave whole row groups out. */
    public void setBounds(byte[] min, byte[] max) {
        statistics = new Statistics().setMin_value(min).setMax_value(max);
    }

    public void setBounds(long min, long max) {
        byte[] minBytes = new byte[8];
        byte[] maxBytes = new byte[8];
        Bytes.putLong(minBytes, 0, min);
        Bytes.putLong(maxBytes, 0, max);
        setBounds(minBytes, maxBytes);
    }

    /** A data page with its place in the file, given where the chunk begins. */
    public Page page(int index, long chunkOffset) {
        return pages.get(index).at(chunkOffset);
    }

    /** The dictionary with its place in the file, or null where the values stand for themselves. */
    public @Nullable Page dictionary(long chunkOffset) {
        return dictionary == null ? null : dictionary.at(chunkOffset);
    }

    public long uncompressedBytes() {
        return uncompressedBytes;
    }

    /** What the footer says of this chunk under the given name. */
    public org.apache.parquet.format.ColumnChunk describe(List<String> path, Type type, long chunkOffset) {
        ColumnMetaData metadata = new ColumnMetaData(
                type,
                List.copyOf(encodings),
                path,
                CompressionCodec.ZSTD,
                values,
                uncompressedBytes,
                bytes.size(),
                chunkOffset + firstDataPage);
        if (dictionary != null) {
            metadata.setDictionary_page_offset(chunkOffset);
        }
        if (statistics != null) {
            metadata.setStatistics(new Statistics(statistics).setNull_count(nulls));
        }
        return new org.apache.parquet.format.ColumnChunk(chunkOffset).setMeta_data(metadata);
    }
}
