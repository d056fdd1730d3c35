package dev.lodur.segment;

import java.util.Arrays;

/**
 * Reads the pages that are wanted of one block, neighbouring ones with a single range read. Not thread-safe.
 *
 * <p>A page has a slot, from which its position in the scratch's {@code fetched} array is asked.
 */
final class PageFetcher {
    /** Bytes between two pages that are read along rather than paid for with another request. */
    static final int GAP_BYTES_MAX = 64 << 10;

    /** Is told which pages are needed. */
    @FunctionalInterface
    interface Wanted {
        void page(int slot, long offset, int length);
    }

    private final SegmentScratch scratch;
    private final int[] positions;
    private final int[] wanted;
    private final long[] offsets;
    private final int[] lengths;
    private int wantedCount;
    private int fetchedBytes;

    PageFetcher(SegmentScratch scratch, int slots) {
        this.scratch = scratch;
        positions = new int[slots];
        wanted = new int[slots];
        offsets = new long[slots];
        lengths = new int[slots];
    }

    /** Forgets all pages: another block begins. */
    void reset() {
        Arrays.fill(positions, -1);
        wantedCount = 0;
        fetchedBytes = 0;
    }

    /** Wants a page unless it is there already. */
    void want(int slot, long offset, int length) {
        if (positions[slot] >= 0) {
            return;
        }
        int at = wantedCount++;
        for (; at > 0 && offsets[at - 1] > offset; at--) {
            wanted[at] = wanted[at - 1];
            offsets[at] = offsets[at - 1];
            lengths[at] = lengths[at - 1];
        }
        wanted[at] = slot;
        offsets[at] = offset;
        lengths[at] = length;
    }

    /** The index behind the last page that is read together with the given one. */
    private int joinEnd(int from, int count, int gapBytesMax) {
        int to = from + 1;
        while (to < count
                && offsets[to] - (offsets[to - 1] + lengths[to - 1]) <= gapBytesMax
                && offsets[to] + lengths[to] - offsets[from] <= Integer.MAX_VALUE / 2) {
            to++;
        }
        return to;
    }

    boolean isSomethingWanted() {
        return wantedCount > 0;
    }

    /**
     * Reads all that is wanted; after a failure what was not read has to be wanted again.
     *
     * @param gapBytesMax bytes between two pages that are read along
     */
    void fetch(RangeReader reader, int gapBytesMax) {
        int count = wantedCount;
        wantedCount = 0;
        int from = 0;
        while (from < count) {
            int to = joinEnd(from, count, gapBytesMax);
            long start = offsets[from];
            int length = (int) (offsets[to - 1] + lengths[to - 1] - start);
            reserve(length);
            reader.read(start, scratch.fetched, fetchedBytes, length);
            for (int i = from; i < to; i++) {
                positions[wanted[i]] = fetchedBytes + (int) (offsets[i] - start);
            }
            fetchedBytes += length;
            from = to;
        }
    }

    private void reserve(int more) {
        int needed = Math.addExact(fetchedBytes, more + SegmentScratch.SLACK_BYTES);
        if (scratch.fetched.length < needed) {
            byte[] larger = SegmentScratch.grown(scratch.fetched, needed);
            System.arraycopy(scratch.fetched, 0, larger, 0, fetchedBytes);
            scratch.fetched = larger;
        }
    }

    /** Where a page stands in the scratch's array, or -1 where it has not been read. */
    int position(int slot) {
        return positions[slot];
    }
}
