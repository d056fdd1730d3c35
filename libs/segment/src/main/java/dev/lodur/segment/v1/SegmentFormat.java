package dev.lodur.segment.v1;

import java.nio.charset.StandardCharsets;

/**
 * Version 1 of the segment file: a valid Parquet file that any engine reads as it is, with an index of our own between
 * its last page and its footer, from which Lodur reads without ever touching thrift.
 *
 * <pre>
 * file      := "PAR1" rowGroup* filter? index footer footerLength:u32 "PAR1"
 * rowGroup  := chunk*                      times, metadata columns, metadata map, lines, label columns, label map
 * chunk     := dictionaryPage? dataPage*   one data page for each block
 * page      := header body                 the header is thrift, the body what the index points to
 * body      := repetitionLevels? definitionLevels? values
 * index     := section* directory trailer
 * directory := entry*sectionCount
 * entry     := id:u16 flags:u16 crc32c:u32 offset:u64 storedBytes:u32 rawBytes:u32                    24 bytes
 * trailer   := indexOffset:u64 indexBytes:u32 sectionCount:u16 version:u16 0:u32 crc32c:u32 "LODURSEG"  32 bytes
 * </pre>
 *
 * Numbers are little endian. The trailer stands directly before the footer; the footer's key {@value #INDEX_KEY} says
 * {@code version indexOffset indexBytes} in decimal. The trailer's checksum covers directory and trailer up to itself.
 * The shapes of directory and trailer are the same in all versions, so that every version tells a segment that is too
 * new or too old from a corrupt one.
 *
 * <h2>Rows, blocks, row groups</h2>
 *
 * Rows stand in the order of (labels, time, arrival). A <em>block</em> is the same range of rows in every column: each
 * column has one data page for it. A block ends before the row that would bring it over 1 MiB of line bytes, 1 MiB of
 * packed metadata or 16,384 rows; streams that follow each other share blocks, and a longer line has a block of its own.
 * A row group ends where it would exceed 8 MiB of lines and metadata. A <em>run</em> is the rows of one stream in one
 * block.
 *
 * <h2>Columns</h2>
 *
 * <pre>
 * timestamp     INT64 TIMESTAMP(NANOS, isAdjustedToUTC=false), meaning UTC    DELTA_BINARY_PACKED 128/4
 * timestamp_ns  INT64, the same chunk bytes
 * line          BYTE_ARRAY STRING (UTF8), required                            DELTA_LENGTH_BYTE_ARRAY
 * one for each of at most 32 label names, optional STRING                     RLE_DICTIONARY
 * one for each of at most 16 metadata keys, optional STRING                   RLE_DICTIONARY or DELTA_LENGTH_BYTE_ARRAY
 * labels        MAP(STRING, STRING), required: labels without a column; absent where there are none
 * metadata      MAP(STRING, STRING), required: metadata without a column; absent where there is none
 * </pre>
 *
 * {@link ColumnNames} says under which names labels and keys stand where these clash. Metadata chunks have a dictionary
 * where at most half of a row group's values are distinct and it takes at most 1 MiB. A page without any value is PLAIN
 * and has levels only. Pages are DATA_PAGE_V2 with a CRC-32 in the header; values are one zstd frame where that is
 * smaller (the page says so), dictionaries always. Levels and ids are the RLE / bit-packing hybrid; ids have at least
 * one bit. Only timestamps and labels have statistics. The encodings are specified by Parquet's {@code Encodings.md}.
 *
 * <h2>Sections</h2>
 *
 * A section is stored as it is or, with flag 1, as one zstd frame; its checksum is over what is stored. A section with
 * flag 2 must be understood: a reader that does not know its id refuses the segment as too new. Other unknown sections
 * are skipped; they may stand anywhere before the index. Ids: 1 streams, 2 blocks, 3 runs, 4 metadata (all four are
 * there, between indexOffset and the directory); compacted segments have 5, the origin, in the index (what the segment was
 * made of, in the words of the catalog), 16, the rows of the filter, before the index, and 17, its directory, in the
 * index. {@code v} is a ULEB128 number, {@code z} a zigzag ULEB128 number of wrapping 64-bit differences, {@code text} a
 * {@code v} and that many bytes of UTF-8.
 *
 * <pre>
 * streams   := streamCount:v nameCount:v name*nameCount           names ascending (by UTF-16 units, like {@code Labels})
 * name      := text valueCount:v value*valueCount                 values ascending
 * value     := text postingCount:v gap:v*postingCount             stream = the one before (at first -1) + 1 + gap
 *
 * blocks    := blockCount:v rowGroupCount:v columnCount:v groupBlocks:v*rowGroupCount block*blockCount pages dictionaries
 * block     := rows:v runs:v minNanos:z maxMinusMin:v lineBytes:v  minNanos from the block before, at first 0
 * pages     := for each column: page*blockCount                   columns: times, lines, metadata columns, map keys and values
 * dictionaries := for each column: page*rowGroupCount
 * page      := bodyBytes:v (offset:z levelBytes:v valueBytes:v values:v flags:u8 crc32:u32)?
 *                                  offset from the end of the column's page before, at first 0; nothing follows where
 *                                  bodyBytes is 0: no dictionary; valueBytes before compression; values with nulls;
 *                                  flags 1 zstd, 2 dictionary ids; crc32 of the body, the same as in the page header
 *
 * runs      := levelCount:v text*levelCount run*                  as many runs as the blocks say; the first level is empty
 * run       := streamGap:v rows:v minNanos:v maxMinusMin:v lineBytes:v countCount:v (level:v rows:v)*countCount
 *                                  streamGap from the stream of the run before, at first 0; minNanos from the block's
 *
 * metadata  := keyCount:v columnCount:v flags:u8 text*keyCount blockKeys*blockCount
 *                                  columns first; flags 1 there is a map, 2 all keys of the map are listed
 * blockKeys := entryCount:v (key:v flags:u8 valueCount:v text*valueCount)*entryCount
 *                                  ascending keys that the block has; flags 1 every row has it, 2 the values are all
 * </pre>
 *
 * Levels are the values of the metadata key {@code detected_level}, the empty one standing for rows without it; at most
 * 32 are counted. At most 8 values and 512 bytes are listed for a key and block, at most 256 keys of the map.
 *
 * <h2>Filter</h2>
 *
 * The filter says for a range of rows, a <em>granule</em>, which substrings its lines cannot have. A reader that does not
 * use it, or does not know its version, reads the segment as if there were none.
 *
 * <pre>
 * rows      := row*rowCount                                               section 16, not compressed
 * row       := chunk*granuleCount crc32c:u32                              row r: the entries of each granule that belong to it
 * chunk     := count:u8 (count:u32)? code*count                           the second count only where the first is 255
 * code      := 1-bit*(gap >> 7) 0-bit (7 lowest bits of gap)              bits from the lowest of a byte on; then to whole bytes
 *
 * directory := filterVersion:v rowCount:v granuleCount:v rowBytes:v*rowCount granule*granuleCount  section 17; filterVersion 1
 * granule   := firstBlockGap:v lastMinusFirst:v range:v flags:u8 hexLengths:u64   firstBlockGap from the one before, at first 0
 *                                  flags 1: a line has a backslash or U+FFFD
 * </pre>
 *
 * A granule covers the blocks from its first to its last. Where it ends within a block the next one covers that block as
 * well, and a block is left out only where each granule that covers it can be. A block without granule may hold anything.
 *
 * <p>An <em>entry</em> is a 64-bit hash {@code h}. It is in a granule only if the granule's chunk in row {@code (h >> 32) *
 * rowCount >> 32} has the fingerprint {@code (low 32 bits of h) * range >> 32}. The fingerprints of a chunk are ascending, each
 * once; the first gap is the first of them, a further one is the difference to the one before less 1. Numbers are unsigned and wrap at 64 bits; {@code mix(x)} is the finalizer of
 * MurmurHash3: {@code x ^= x >> 33; x *= 0xff51afd7ed558ccd; x ^= x >> 33; x *= 0xc4ceb9fe1a85ec53; x ^= x >> 33}.
 * {@code fold(bytes)} is {@code x = 0; for each byte: x = (x ^ byte) * 0x100000001b3}.
 *
 * <p>A <em>token</em> is a longest run of ASCII letters, digits, {@code _} and bytes from 0x80 on. Bytes below 0x80 are taken
 * with bit 5 set, so that letters are lower case; U+212A as {@code k}, U+017F as {@code s}. A <em>hex run</em> is a longest run of at least 12 hex digits
 * within a token, one of them from 0 to 9. The entries of a line:
 *
 * <ul>
 *   <li>a token of 3 to 8 bytes, as a big-endian number: {@code mix(number)}; not of up to 4 digits 0 to 9, and not of
 *       exactly 4 hex digits with one from 0 to 9;
 *   <li>a longer token: its first eight and its last eight bytes likewise; not if all of it is one hex run;
 *   <li>a hex run of less than 16 digits: {@code mix(fold(run) ^ 0x9e3779b97f4a7c15)};
 *   <li>a longer hex run: of each 11 parts of 6 digits that follow each other {@code mix(x)} of the smallest {@code x =
 *       mix(part ^ 0x27d4eb2f165667c5)}, compared as signed numbers, where a part is a big-endian number of its bytes;
 *   <li>of each hex run in {@code hexLengths} the bit of its length, 63 for all lengths from 63 on;
 *   <li>each 36 characters of the form of a UUID, 8-4-4-4-12 hex digits, whatever stands around them: {@code mix(fold(they
 *       in lower case) ^ 0xc2b2ae3d27d4eb4f)}.
 * </ul>
 *
 * The entry of a row's metadata key with its value: {@code mix(fold(key, 0, value) ^ 0x165667b19e3779f9)}, unchanged bytes.
 *
 * <h2>Example</h2>
 *
 * One stream {@code {app="a"}} with one row, {@code hi} at 1 ns, from byte 138 on:
 *
 * <pre>
 * 01 01 03617070 01 0161 01 00                       streams: 1 stream, 1 name, "app", 1 value, "a", in stream 0
 * 01 01 02 01                                        blocks: 1 block, 1 row group, 2 columns; the group has 1 block
 * 01 01 02 00 02                                     1 row, 1 run, from 1 ns, for 0 ns, 2 line bytes
 * 05 40 00 05 01 00 5bd8643f                         times: 5 bytes at 32, no levels, 5 raw, 1 value, plain, CRC-32
 * 07 8201 00 07 01 00 03b7590d                       lines: 7 bytes at 65, no levels, 7 raw, 1 value, plain, CRC-32
 * 00 00                                              no dictionaries
 * 01 00 00 01 00 00 02 01 00 01                      runs: 1 level "", stream 0, 1 row, times, 2 bytes, level 0 in 1 row
 * 00 00 02 00                                        metadata: no keys, no columns, all listed; none in the block
 * 0100 0000 d052b854 8a00000000000000 0b000000 0b000000     section 1 at 138, 11 bytes, not compressed
 * 0200 0000 bb09c55e 9500000000000000 20000000 20000000     section 2 at 149, 32 bytes
 * 0300 0000 fa95c5a8 b500000000000000 0a000000 0a000000     section 3 at 181, 10 bytes
 * 0400 0000 297b226f bf00000000000000 04000000 04000000     section 4 at 191, 4 bytes
 * 8a00000000000000 b9000000 0400 0100 00000000 8ffba8cb 4c4f445552534547    index at 138, 185 bytes, 4 sections, version 1
 * </pre>
 *
 * <h2>Limits and checksums</h2>
 *
 * A line and a row's metadata have at most 128 MiB each, a section at most 128 MiB before compression. Checksums cover
 * every body that the index points to, every section, each row of the filter, the directory and the trailer. Not covered: page headers, label
 * columns and the footer beyond Parquet's own CRC-32, none of which Lodur reads; and the four bytes of footerLength and
 * the two magics, with which only a reader that does not know where the index is finds the trailer, whose own checksum
 * then holds.
 */
public final class SegmentFormat {
    static final int VERSION = 1;
    static final int VERSION_MIN = 1;
    static final byte[] MAGIC = "LODURSEG".getBytes(StandardCharsets.US_ASCII);
    static final String INDEX_KEY = "lodur.index";
    static final String CREATED_BY = "lodur segment version 1";

    static final int ENTRY_BYTES = 24;
    static final int TRAILER_INDEX_OFFSET = 0;
    static final int TRAILER_INDEX_LENGTH = TRAILER_INDEX_OFFSET + 8;
    static final int TRAILER_SECTIONS = TRAILER_INDEX_LENGTH + 4;
    static final int TRAILER_VERSION = TRAILER_SECTIONS + 2;
    static final int TRAILER_CRC = TRAILER_VERSION + 2 + 4;
    static final int TRAILER_MAGIC = TRAILER_CRC + 4;
    static final int TRAILER_BYTES = TRAILER_MAGIC + 8;
    /** The length of Parquet's footer and the closing magic. */
    static final int PARQUET_TAIL_BYTES = 8;

    static final int SECTION_STREAMS = 1;
    static final int SECTION_BLOCKS = 2;
    static final int SECTION_RUNS = 3;
    static final int SECTION_METADATA = 4;
    static final int SECTION_ORIGIN = 5;
    static final int SECTION_FILTER = 16;
    static final int SECTION_FILTER_DIRECTORY = 17;

    static final int FLAG_ZSTD = 1;
    static final int FLAG_REQUIRED = 2;

    static final int LINE_BYTES_MAX = 128 << 20;
    static final int BLOCK_ROWS_MAX = 16_384;
    static final int BLOCK_METADATA_BYTES = 1 << 20;
    /** A row of the longest line, with room for lengths. */
    static final int PAGE_BYTES_MAX = LINE_BYTES_MAX + (1 << 20);
    /** Rows of a block and metadata pairs of 6 bytes or more each in 1 MiB, or of one row, which has 65,535 at most. */
    static final int PAGE_VALUES_MAX = 1 << 18;
    /** Columns that the index knows the pages of: times, lines, metadata, the two of the map. */
    static final int COLUMNS_MAX = 2 + 16 + 2;

    static final int SECTION_RAW_BYTES_MAX = 128 << 20;
    static final int OTHER_KEYS_MAX = 256;
    static final int SUMMARY_VALUE_BYTES_MAX = 512;

    private SegmentFormat() {}
}
