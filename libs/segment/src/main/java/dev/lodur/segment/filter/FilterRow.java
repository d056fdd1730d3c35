package dev.lodur.segment.filter;

import dev.lodur.model.Bytes;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.zip.CRC32C;

/** One row of a filter as it is stored: a filter block of each granule, and a checksum. Immutable and thread-safe. */
final class FilterRow {
    private final byte[] bytes;
    private final int from;

    private FilterRow(byte[] bytes, int from) {
        this.bytes = bytes;
        this.from = from;
    }

    /** The row that begins somewhere in an array; {@link ErrorCode#CORRUPT} where its checksum is wrong. */
    static FilterRow of(byte[] bytes, int from, FilterTable table) {
        int crcAt = from + table.rowBytes() - FilterTable.CRC_BYTES;
        if (crc32c(bytes, from, crcAt - from) != Bytes.getInt(bytes, crcAt)) {
            throw new LodurException(ErrorCode.CORRUPT, "a row of the filter has a wrong checksum");
        }
        return new FilterRow(bytes, from);
    }

    boolean mayHave(int granule, long entry) {
        return FilterBits.mayHave(bytes, from + granule * FilterBits.BLOCK_BYTES, entry);
    }

    /** Writes the checksum at the end of a row. */
    static void seal(byte[] row) {
        int crcAt = row.length - FilterTable.CRC_BYTES;
        Bytes.putInt(row, crcAt, crc32c(row, 0, crcAt));
    }

    private static int crc32c(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
