package dev.lodur.segment;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.segment.parquet.DeltaBinaryPacked;
import dev.lodur.segment.parquet.Page;

/** Verifies and unpacks pages. */
final class PageDecoder {
    private PageDecoder() {}

    /**
     * Verifies the page that stands at a position of the scratch's fetched bytes and puts its values, decompressed, at
     * the beginning of {@code to}, which has room for them and slack behind them.
     */
    static void values(Page page, int position, SegmentScratch scratch, byte[] to) {
        byte[] from = scratch.fetched;
        if (scratch.crc32(from, position, page.length()) != page.crc32()) {
            throw new LodurException(ErrorCode.CORRUPT, "the page at " + page.offset() + " has a wrong checksum");
        }
        int valuesAt = position + page.levelBytes();
        int stored = page.length() - page.levelBytes();
        if ((page.flags() & Page.COMPRESSED) != 0) {
            scratch.decompress(from, valuesAt, stored, to, page.valueBytes());
        } else if (stored == page.valueBytes()) {
            System.arraycopy(from, valuesAt, to, 0, stored);
        } else {
            throw new LodurException(
                    ErrorCode.CORRUPT, "the page at " + page.offset() + " has " + stored + " bytes of values");
        }
    }

    /** Decodes the offsets of strings with their lengths in front (DELTA_LENGTH_BYTE_ARRAY), {@code count + 1} of them. */
    static void strings(byte[] values, int valueBytes, int count, SegmentScratch scratch, int[] offsets) {
        scratch.lengths = SegmentScratch.grown(scratch.lengths, count);
        long[] lengths = scratch.lengths;
        long at = DeltaBinaryPacked.decode(values, 0, valueBytes, lengths, count);
        boolean negative = false;
        for (int i = 0; i < count; i++) {
            offsets[i] = (int) at;
            negative |= lengths[i] < 0;
            at += lengths[i];
        }
        offsets[count] = (int) at;
        if (negative || at != valueBytes) {
            throw new LodurException(ErrorCode.CORRUPT, "the lengths of a page's strings do not fit its bytes");
        }
    }
}
