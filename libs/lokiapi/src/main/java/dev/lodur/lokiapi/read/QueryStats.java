package dev.lodur.lokiapi.read;

/**
 * What a query cost, as far as Lodur has a word for it; the rest of Loki's statistics is written as zeros.
 *
 * @param execNanos time of execution
 * @param queueNanos time waited before
 * @param subqueries parts into which the query was split by time or queriers
 * @param entriesReturned lines, or samples, of the answer
 * @param postFilterLines lines that passed the filters
 * @param structuredMetadataBytes metadata that was read
 * @param headBytes bytes of lines read from ingesters
 * @param headLines lines read from ingesters
 * @param storeBytes bytes of lines read from segments, decompressed
 * @param storeLines lines read from segments
 * @param compressedBytes bytes fetched for them
 * @param storeBlocks blocks of segments that were candidates
 * @param storeBlocksRead those that were fetched
 * @param fetchNanos time spent on fetching them
 * @param duplicates lines dropped because they were there twice
 * @param ingesters ingesters that were asked
 * @param ingesterLines lines that they sent
 */
public record QueryStats(
        long execNanos,
        long queueNanos,
        long subqueries,
        long entriesReturned,
        long postFilterLines,
        long structuredMetadataBytes,
        long headBytes,
        long headLines,
        long storeBytes,
        long storeLines,
        long compressedBytes,
        long storeBlocks,
        long storeBlocksRead,
        long fetchNanos,
        long duplicates,
        long ingesters,
        long ingesterLines) {
    public static final QueryStats NONE = new QueryStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    long totalBytes() {
        return headBytes + storeBytes;
    }

    long totalLines() {
        return headLines + storeLines;
    }

    /** An amount for each second of execution; 0 where no time was measured. */
    long perSecond(long amount) {
        return execNanos <= 0 ? 0 : (long) (amount * 1e9 / execNanos);
    }
}
