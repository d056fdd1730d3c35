package dev.lodur.segment;

import dev.lodur.model.LodurException;
import dev.lodur.segment.v1.FooterReader;

/**
 * What the Parquet footer at the end of a segment says: for those who know nothing of the segment but its size, and for
 * checks. Queries never read it.
 *
 * @param rows of all row groups
 * @param indexOffset where Lodur's index begins, by the footer's key
 * @param indexLengthBytes bytes of the index
 */
public record SegmentFooter(long rows, long indexOffset, int indexLengthBytes) {
    /**
     * Reads the footer with two reads.
     *
     * @throws LodurException with CORRUPT where there is none that can be read, and what the reader throws
     */
    public static SegmentFooter read(RangeReader reader, long fileSizeBytes) {
        try {
            return FooterReader.read(reader, fileSizeBytes);
        } catch (LodurException e) {
            throw NamedFailure.of(e, reader);
        }
    }
}
