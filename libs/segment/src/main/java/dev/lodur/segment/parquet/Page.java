package dev.lodur.segment.parquet;

/**
 * Where the body of a page stands and how it is to be read: all that a reader needs without the page's own header.
 *
 * @param offset the first byte of the body, from the beginning of the chunk or of the file
 * @param length bytes of the body: levels as they are, then values
 * @param levelBytes bytes of repetition and definition levels, which are never compressed
 * @param valueBytes bytes of the values before compression
 * @param flags {@link #COMPRESSED}, {@link #DICTIONARY_IDS}
 * @param values values, nulls included
 * @param crc32 the CRC-32 of the body, the same as in the page's header
 */
public record Page(long offset, int length, int levelBytes, int valueBytes, int flags, int values, int crc32) {
    /** The values are one zstd frame. */
    public static final int COMPRESSED = 1;
    /** The values are ids of the row group's dictionary; otherwise they are DELTA_LENGTH_BYTE_ARRAY or deltas. */
    public static final int DICTIONARY_IDS = 2;

    /** In place of a page that is not there. */
    public static final Page NONE = new Page(0, 0, 0, 0, 0, 0, 0);

    Page at(long chunkOffset) {
        return new Page(chunkOffset + offset, length, levelBytes, valueBytes, flags, values, crc32);
    }
}
