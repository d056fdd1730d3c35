package dev.lodur.segment.filter;

import dev.lodur.segment.parquet.ByteSink;
import java.util.Arrays;

/**
 * The entries of one granule, encoded: a chunk for each row. Immutable.
 *
 * @param chunks all chunks, one behind the other
 * @param chunkBytes how long each is
 */
record Granule(
        byte[] chunks, int[] chunkBytes, int range, int firstBlock, int lastBlock, long hexLengths, boolean rewritten) {

    /** Encodes entries, which are sorted on that occasion. */
    static Granule of(long[] entries, int rows, int firstBlock, int lastBlock, long hexLengths, boolean rewritten) {
        int range = Math.max(1, (int) ((long) FilterChunk.RANGE_PER_ENTRY * entries.length / rows));
        long[] places = new long[entries.length];
        for (int i = 0; i < entries.length; i++) {
            int row = FilterRows.rowOf(entries[i], rows);
            places[i] = (long) row << 32 | FilterTable.fingerprint(entries[i], range);
        }
        Arrays.sort(places);
        ByteSink chunks = new ByteSink(entries.length + entries.length / 4 + rows);
        int[] chunkBytes = new int[rows];
        int[] fingerprints = new int[entries.length];
        int at = 0;
        for (int row = 0; row < rows; row++) {
            int count = 0;
            for (; at < places.length && places[at] >>> 32 == row; at++) {
                int fingerprint = (int) places[at];
                if (count == 0 || fingerprints[count - 1] != fingerprint) {
                    fingerprints[count++] = fingerprint;
                }
            }
            int before = chunks.size();
            FilterChunk.encode(fingerprints, 0, count, chunks);
            chunkBytes[row] = chunks.size() - before;
        }
        return new Granule(
                Arrays.copyOf(chunks.array(), chunks.size()),
                chunkBytes,
                range,
                firstBlock,
                lastBlock,
                hexLengths,
                rewritten);
    }
}
