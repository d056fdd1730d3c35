package dev.lodur.segment.v1;

import java.nio.charset.StandardCharsets;

/** Version 1 of the segment file (specification to follow below). */
public final class SegmentFormat {
    static final int VERSION = 1;
    static final int VERSION_MIN = 1;
    static final byte[] MAGIC = "LODURSEG".getBytes(StandardCharsets.US_ASCII);
    static final int ENTRY_BYTES = 24;
    static final int TRAILER_INDEX_OFFSET = 0;
    static final int TRAILER_INDEX_LENGTH = TRAILER_INDEX_OFFSET + 8;
    static final int TRAILER_SECTIONS = TRAILER_INDEX_LENGTH + 4;
    static final int TRAILER_VERSION = TRAILER_SECTIONS + 2;
    static final int TRAILER_CRC = TRAILER_VERSION + 2 + 4;
    static final int TRAILER_MAGIC = TRAILER_CRC + 4;
    static final int TRAILER_BYTES = TRAILER_MAGIC + 8;
    static final int PARQUET_TAIL_BYTES = 8;
    static final int SECTION_STREAMS = 1;
    static final int SECTION_BLOCKS = 2;
    static final int SECTION_RUNS = 3;
    static final int SECTION_METADATA = 4;
    /** Reserved for the filter of compacted segments. */
    public static final int SECTION_FILTER = 16;

    static final int FLAG_ZSTD = 1;
    static final int FLAG_REQUIRED = 2;
    static final int SECTION_RAW_BYTES_MAX = 128 << 20;
    /** Columns that the index knows the pages of: times, lines, metadata, the two of the map. */
    static final int COLUMNS_MAX = 2 + 16 + 2;

    static final int LINE_BYTES_MAX = 128 << 20;
    static final int BLOCK_ROWS_MAX = 16_384;
    /** A row of the longest line, with room for lengths. */
    static final int PAGE_BYTES_MAX = LINE_BYTES_MAX + (1 << 20);

    static final int BLOCK_METADATA_BYTES = 1 << 20;
    /** Rows of a block and metadata pairs of 6 bytes or more each in 1 MiB, or of one row, which has 65,535 at most. */
    static final int PAGE_VALUES_MAX = 1 << 18;

    static final int OTHER_KEYS_MAX = 256;
    static final int SUMMARY_VALUE_BYTES_MAX = 512;
    static final String CREATED_BY = "lodur segment version 1";
    static final String INDEX_KEY = "lodur.index";

    private SegmentFormat() {}
}
