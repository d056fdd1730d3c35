package dev.lodur.segment;

import dev.lodur.segment.filter.FilterRows;

/**
 * What is known of a finished segment, for the catalog: enough to find it, check it and leave it out of a query.
 *
 * @param sizeBytes bytes of the whole file
 * @param crc32c the CRC-32C of the whole file
 * @param indexOffset where the index begins, for {@link SegmentIndex#read}
 * @param indexLengthBytes bytes of the index
 * @param minTimestampNanos the earliest time of a row; above the latest where there are no rows
 * @param maxTimestampNanos the latest time of a row
 * @param lineBytes bytes of all lines
 * @param distinct whether it is known that no two of its rows are the same entry
 * @param labels what labels its streams have
 * @param filterRows where the rows of its filter stand, see {@link FilterRows}; empty where it has none
 */
public record SegmentSummary(
        long sizeBytes,
        int crc32c,
        long indexOffset,
        int indexLengthBytes,
        long minTimestampNanos,
        long maxTimestampNanos,
        long rows,
        long lineBytes,
        int streams,
        boolean distinct,
        LabelSummary labels,
        byte[] filterRows) {}
