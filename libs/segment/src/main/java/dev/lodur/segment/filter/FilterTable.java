package dev.lodur.segment.filter;

/**
 * Where a segment's filter stands and what its granules cover. Immutable and thread-safe.
 *
 * <p>A granule is a range of rows, and one filter. It covers the blocks from its first to its last; neighbours share the
 * block in which one ends and the other begins. Blocks without granule may hold anything. All filters have the same number
 * of filter blocks, and row {@code r} of the stored filter is block {@code r} of each of them: one entry takes one row.
 *
 * @param filterBlocks blocks of 32 bytes of each granule's filter, which are the rows
 * @param firstBlock for each granule the first block that it covers
 * @param lastBlock for each granule the last block that it covers
 * @param hexLengths for each granule a bit for each length of a hex run, bit 63 for all from 63 on
 * @param rewritten whether a granule has lines with a backslash or a replacement character, of which a parser may make
 *     values that do not stand in them as such
 * @param offset where the first row stands in the file
 * @param crc32c the CRC-32C of all rows
 */
public record FilterTable(
        int filterBlocks,
        int[] firstBlock,
        int[] lastBlock,
        long[] hexLengths,
        boolean[] rewritten,
        long offset,
        int crc32c) {
    /** Behind the filter blocks of each row: its CRC-32C. */
    static final int CRC_BYTES = 4;

    public int granules() {
        return firstBlock.length;
    }

    /** Bytes of a row with its checksum. */
    public int rowBytes() {
        return granules() * FilterBits.BLOCK_BYTES + CRC_BYTES;
    }

    public long sizeBytes() {
        return (long) filterBlocks * rowBytes();
    }

    /** The same with its rows somewhere. */
    public FilterTable at(long newOffset, int newCrc32c) {
        return new FilterTable(filterBlocks, firstBlock, lastBlock, hexLengths, rewritten, newOffset, newCrc32c);
    }

    /** The row that has an entry. */
    public int rowOf(long entry) {
        return FilterBits.block(entry, filterBlocks);
    }

    /** Whether a granule has a hex run that is longer. */
    boolean hasLongerHexRun(int granule, int length) {
        return hexLengths[granule] >>> Entries.hexLengthBit(length + 1) != 0;
    }
}
