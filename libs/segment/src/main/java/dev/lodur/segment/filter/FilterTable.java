package dev.lodur.segment.filter;

/**
 * Where a segment's filter stands and what its granules cover. Immutable and thread-safe.
 *
 * <p>A granule is a range of rows, and one set of entries. It covers the blocks from its first to its last; where it ends
 * within a block the next one covers that block as well. Blocks without granule may hold anything. The rows of the filter
 * divide the entries by their hash: one entry takes one row, which has a chunk of each granule.
 *
 * @param firstBlock for each granule the first block that it covers
 * @param lastBlock for each granule the last block that it covers
 * @param ranges for each granule below what the fingerprints of its entries are
 * @param hexLengths for each granule a bit for each length of a hex run, bit 63 for all from 63 on
 * @param rewritten whether a granule has lines with a backslash or a replacement character, of which a parser may make
 *     values that do not stand in them as such
 * @param crc32c the CRC-32C of all rows
 */
public record FilterTable(
        FilterRows rows,
        int[] firstBlock,
        int[] lastBlock,
        int[] ranges,
        long[] hexLengths,
        boolean[] rewritten,
        int crc32c) {
    /** Behind the chunks of each row: its CRC-32C. */
    public static final int CRC_BYTES = 4;

    private static final long LOW_HALF = 0xffffffffL;

    public int granules() {
        return firstBlock.length;
    }

    int fingerprint(int granule, long entry) {
        return fingerprint(entry, ranges[granule]);
    }

    static int fingerprint(long entry, int range) {
        return (int) (((entry & LOW_HALF) * range) >>> 32);
    }

    /** Whether a granule has a hex run that is longer. */
    boolean hasLongerHexRun(int granule, int length) {
        return hexLengths[granule] >>> Entries.hexLengthBit(length + 1) != 0;
    }
}
