package dev.lodur.segment;

import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.segment.filter.FilterTable;
import dev.lodur.segment.v1.IndexReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The index of one segment, decoded: its streams, blocks, runs, metadata keys and where its pages stand.
 *
 * <p>Answers labels, series, counts and volumes alone, and says which pages a query has to read. Immutable and
 * thread-safe; held in primitive arrays.
 */
public final class SegmentIndex {
    /** The columns of {@link #pages}: times, lines, then the metadata columns, then keys and values of the map. */
    public static final int TIMESTAMP_COLUMN = 0;

    public static final int LINE_COLUMN = 1;
    public static final int FIRST_METADATA_COLUMN = 2;

    /**
     * A part of the segment that this version does not know, for others to read.
     *
     * @param id which part, by the specification
     * @param offset where it stands in the file
     * @param crc32c the CRC-32C of its bytes as they are stored
     */
    public record Section(int id, int flags, long offset, int storedBytes, int rawBytes, int crc32c) {}

    /** One block at a glance. */
    public record Block(int rows, long minNanos, long maxNanos, int lineBytes, int firstRun, int endRun) {}

    private final StreamTable streams;
    private final BlockTable blocks;
    private final RunTable runs;
    private final MetadataTable metadata;
    private final PageTable pages;
    private final PageTable dictionaries;
    private final byte[] origin;
    private final @Nullable FilterTable filter;
    private final List<Section> sections;
    private final int[] streamRuns;
    private final long rows;
    private final long lineBytes;

    /** An index of its parts, which agree with each other: the reader has checked it, the writer has built it. */
    public SegmentIndex(
            StreamTable streams,
            BlockTable blocks,
            RunTable runs,
            MetadataTable metadata,
            PageTable pages,
            PageTable dictionaries,
            byte[] origin,
            @Nullable FilterTable filter,
            List<Section> sections) {
        this.streams = streams;
        this.blocks = blocks;
        this.runs = runs;
        this.metadata = metadata;
        this.pages = pages;
        this.dictionaries = dictionaries;
        this.origin = origin;
        this.filter = filter;
        this.sections = List.copyOf(sections);
        streamRuns = new int[streams.count() + 1];
        for (int stream : runs.stream()) {
            streamRuns[stream + 1]++;
        }
        for (int i = 0; i < streams.count(); i++) {
            streamRuns[i + 1] += streamRuns[i];
        }
        long rowSum = 0;
        long byteSum = 0;
        for (int i = 0; i < blocks.count(); i++) {
            rowSum += blocks.rows()[i];
            byteSum += blocks.lineBytes()[i];
        }
        rows = rowSum;
        lineBytes = byteSum;
    }

    /**
     * Reads the index whose place the catalog knows, with one read.
     *
     * @throws LodurException with CORRUPT, FORMAT_TOO_OLD or FORMAT_TOO_NEW, and what the reader throws
     */
    public static SegmentIndex read(RangeReader reader, long indexOffset, int indexLengthBytes) {
        try {
            return IndexReader.read(reader, indexOffset, indexLengthBytes);
        } catch (LodurException e) {
            throw NamedFailure.of(e, reader);
        }
    }

    /** Reads the index of a file of which only the size is known; most often with one read of the last 64 KiB. */
    public static SegmentIndex readFromTail(RangeReader reader, long fileSizeBytes) {
        try {
            return IndexReader.readFromTail(reader, fileSizeBytes);
        } catch (LodurException e) {
            throw NamedFailure.of(e, reader);
        }
    }

    public int streamCount() {
        return streams.count();
    }

    /** The labels of a stream; the same object at each call. */
    public Labels labels(int stream) {
        return streams.labels(stream);
    }

    /** Streams and postings. */
    public StreamTable streams() {
        return streams;
    }

    public int blockCount() {
        return blocks.count();
    }

    public Block block(int block) {
        return new Block(
                blocks.rows()[block],
                blocks.minNanos()[block],
                blocks.maxNanos()[block],
                blocks.lineBytes()[block],
                blocks.firstRun()[block],
                blocks.firstRun()[block + 1]);
    }

    public BlockTable blocks() {
        return blocks;
    }

    public RunTable runs() {
        return runs;
    }

    /** The first run of a stream; its runs end where those of the next stream begin, {@code streamCount()} included. */
    public int firstRunOfStream(int stream) {
        return streamRuns[stream];
    }

    public MetadataTable metadata() {
        return metadata;
    }

    /** For each block the pages of the columns that Lodur reads; label columns are for others. */
    public PageTable pages() {
        return pages;
    }

    /** For each row group the dictionaries, by the same columns; a dictionary of no bytes is not there. */
    public PageTable dictionaries() {
        return dictionaries;
    }

    /** What the segment was made of, as its writer was told; empty where it was told nothing. Not to be changed. */
    public byte[] origin() {
        return origin;
    }

    /** What the segment's filter covers; null where it has none, as one that was flushed. */
    public @Nullable FilterTable filter() {
        return filter;
    }

    /** Where the rows of the filter stand, as the catalog has it; empty where there is no filter. */
    public byte[] filterRows() {
        return filter == null ? new byte[0] : filter.rows().encode();
    }

    /** Parts of the segment that this version does not know. */
    public List<Section> sections() {
        return sections;
    }

    public long rows() {
        return rows;
    }

    public long lineBytes() {
        return lineBytes;
    }
}
