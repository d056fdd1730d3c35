package dev.lodur.engine;

import dev.lodur.model.Bytes;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;

/**
 * Times and 128-bit identities of rows, for counting without lines ({@link Projection#IDENTITIES}).
 *
 * <pre>
 * identities := version:u8 zero:u8*3 rows:i32 row*rows
 * row        := timestampNanos:i64 high:i64 low:i64
 * </pre>
 *
 * Little endian. Equal entries have equal identities; different ones share one with a probability below 2^-80 among a
 * billion rows. The identity covers stream, time, line and metadata without {@code detected_level} ({@link RowIdentity}).
 */
public final class IdentityBlock {
    static final int VERSION = 1;
    static final int HEADER_BYTES = 8;
    static final int ROW_BYTES = 24;

    private final byte[] bytes;

    private IdentityBlock(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Writes the first {@code rows} of three parallel arrays. */
    public static byte[] write(long[] timestamps, long[] high, long[] low, int rows) {
        byte[] bytes = new byte[HEADER_BYTES + ROW_BYTES * rows];
        bytes[0] = VERSION;
        Bytes.putInt(bytes, 4, rows);
        for (int row = 0; row < rows; row++) {
            int at = HEADER_BYTES + ROW_BYTES * row;
            Bytes.putLong(bytes, at, timestamps[row]);
            Bytes.putLong(bytes, at + 8, high[row]);
            Bytes.putLong(bytes, at + 16, low[row]);
        }
        return bytes;
    }

    /** A view of the bytes, which are checked but not copied. */
    public static IdentityBlock read(byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            throw new LodurException(ErrorCode.CORRUPT, "identities end after " + bytes.length + " bytes");
        }
        if (bytes[0] != VERSION) {
            throw new LodurException(
                    ErrorCode.FORMAT_TOO_NEW, "identities version " + bytes[0] + ", this one reads " + VERSION);
        }
        if (HEADER_BYTES + (long) ROW_BYTES * Bytes.getInt(bytes, 4) != bytes.length) {
            throw new LodurException(
                    ErrorCode.CORRUPT,
                    "identities of " + Bytes.getInt(bytes, 4) + " rows in " + bytes.length + " bytes");
        }
        return new IdentityBlock(bytes);
    }

    public int rows() {
        return Bytes.getInt(bytes, 4);
    }

    public long timestampNanos(int row) {
        return Bytes.getLong(bytes, HEADER_BYTES + ROW_BYTES * row);
    }

    public long high(int row) {
        return Bytes.getLong(bytes, HEADER_BYTES + ROW_BYTES * row + 8);
    }

    public long low(int row) {
        return Bytes.getLong(bytes, HEADER_BYTES + ROW_BYTES * row + 16);
    }
}
