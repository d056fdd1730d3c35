package dev.lodur.segment.filter;

import dev.lodur.model.Bytes;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.zip.CRC32C;

/** One row of a filter as it is stored: a chunk of each granule, and a checksum. Immutable and thread-safe. */
final class FilterRow {
    private final byte[] bytes;
    private final FilterTable table;
    private final int[] starts;
    private final int end;

    private FilterRow(byte[] bytes, FilterTable table, int[] starts, int end) {
        this.bytes = bytes;
        this.table = table;
        this.starts = starts;
        this.end = end;
    }

    /** The row that stands somewhere in an array; {@link ErrorCode#CORRUPT} where it is not what was written. */
    static FilterRow of(byte[] bytes, int from, int length, FilterTable table) {
        int crcAt = from + length - FilterTable.CRC_BYTES;
        if (crcAt < from || crc32c(bytes, from, crcAt - from) != Bytes.getInt(bytes, crcAt)) {
            throw new LodurException(ErrorCode.CORRUPT, "a row of the filter has a wrong checksum");
        }
        int[] starts = new int[table.granules()];
        int at = from;
        for (int granule = 0; granule < starts.length; granule++) {
            starts[granule] = at;
            at = new FilterChunk.Reader(bytes, at, crcAt).end();
        }
        return new FilterRow(bytes, table, starts, crcAt);
    }

    boolean mayHave(int granule, long entry) {
        return FilterChunk.has(bytes, starts[granule], end, table.fingerprint(granule, entry));
    }

    static int crc32c(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
