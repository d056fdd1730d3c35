package dev.lodur.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a {@link RowBlock} from its wire layout ({@link BlockFormat}).
 *
 * <p>Lines and packed metadata stay where they are in the array given, which therefore must not change afterwards. Every
 * length, count and id is checked before it is used: bytes that do not fit are {@link ErrorCode#CORRUPT}, another version
 * is {@link ErrorCode#FORMAT_TOO_NEW}.
 */
public final class BlockReader {
    private final byte[] bytes;
    private int at;

    private BlockReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The block that fills the whole array. */
    public static RowBlock read(byte[] bytes) {
        try {
            return new BlockReader(bytes).block();
        } catch (IllegalArgumentException e) {
            throw new LodurException(ErrorCode.CORRUPT, "block on the wire: " + e.getMessage(), e);
        }
    }

    private RowBlock block() {
        take(BlockFormat.HEADER_BYTES);
        if (bytes[0] != BlockFormat.VERSION) {
            throw new LodurException(
                    ErrorCode.FORMAT_TOO_NEW, "block version " + bytes[0] + ", this one reads " + BlockFormat.VERSION);
        }
        int rows = Bytes.getInt(bytes, BlockFormat.ROWS);
        int runs = Bytes.getInt(bytes, BlockFormat.RUNS);
        int columns = Bytes.getInt(bytes, BlockFormat.COLUMNS);
        int lineBytes = Bytes.getInt(bytes, BlockFormat.LINE_BYTES);
        // Every row takes at least 12 bytes and every run and column some: counts beyond that are refused before arrays
        // of their size are made.
        if (rows < 0 || rows > bytes.length / 12 || runs < 0 || runs > rows || columns < 0 || columns > bytes.length) {
            throw corrupt(0);
        }
        int[] runStarts = new int[runs + 1];
        Labels[] labels = readRuns(runStarts, rows);
        long[] timestamps = readTimestamps(rows);
        int[] lengthsEnd = readOffsets(rows, lineBytes);
        take(Lines.SLACK_BYTES);
        Metadata.Column[] metadataColumns = new Metadata.Column[columns];
        for (int i = 0; i < columns; i++) {
            metadataColumns[i] = readColumn(rows);
        }
        Metadata metadata = readRest(metadataColumns, rows);
        if (at != bytes.length) {
            throw corrupt(at);
        }
        return new ArrayRowBlock(labels, runStarts, timestamps, new Lines(bytes, lengthsEnd), metadata);
    }

    private Labels[] readRuns(int[] runStarts, int rows) {
        Labels[] labels = new Labels[runStarts.length - 1];
        for (int run = 0; run < labels.length; run++) {
            int header = take(BlockFormat.RUN_HEADER_BYTES);
            int runRows = Bytes.getInt(bytes, header);
            int length = Bytes.getInt(bytes, header + 4);
            if (runRows <= 0 || runRows > rows - runStarts[run]) {
                throw corrupt(header);
            }
            runStarts[run + 1] = runStarts[run] + runRows;
            int offset = take(length);
            PackedLabels.check(bytes, offset, length);
            labels[run] = PackedLabels.decode(bytes, offset, length);
        }
        if (runStarts[labels.length] != rows) {
            throw corrupt(BlockFormat.ROWS);
        }
        return labels;
    }

    private long[] readTimestamps(int rows) {
        int offset = take(8L * rows);
        long[] timestamps = new long[rows];
        for (int row = 0; row < rows; row++) {
            timestamps[row] = Bytes.getLong(bytes, offset + 8 * row);
        }
        return timestamps;
    }

    /** Reads lengths and steps over the bytes they measure, which must be as many as the header says. */
    private int[] readOffsets(int rows, int totalBytes) {
        int lengths = take(4L * rows);
        int from = take(totalBytes);
        int[] offsets = new int[rows + 1];
        offsets[0] = from;
        for (int row = 0; row < rows; row++) {
            int length = Bytes.getInt(bytes, lengths + 4 * row);
            if (length < 0 || length > at - offsets[row]) {
                throw corrupt(lengths + 4 * row);
            }
            offsets[row + 1] = offsets[row] + length;
        }
        if (offsets[rows] != at) {
            throw corrupt(lengths);
        }
        return offsets;
    }

    private Metadata.Column readColumn(int rows) {
        int header = take(BlockFormat.COLUMN_HEADER_BYTES);
        int nameLength = Bytes.getUnsignedShort(bytes, header);
        int count = Bytes.getInt(bytes, header + 2);
        int lengths = take(4L * count);
        int nameAt = take(nameLength);
        String name = new String(bytes, nameAt, nameLength, StandardCharsets.UTF_8);
        byte[][] values = new byte[count][];
        for (int i = 0; i < count; i++) {
            int from = take(Bytes.getInt(bytes, lengths + 4 * i));
            values[i] = Arrays.copyOfRange(bytes, from, at);
        }
        int idsAt = take(4L * rows);
        int[] ids = new int[rows];
        for (int row = 0; row < rows; row++) {
            ids[row] = Bytes.getInt(bytes, idsAt + 4 * row);
            if (ids[row] < -1 || ids[row] >= count) {
                throw corrupt(idsAt + 4 * row);
            }
        }
        return new Metadata.Column(name, values, ids);
    }

    private Metadata readRest(Metadata.Column[] columns, int rows) {
        int restBytes = Bytes.getInt(bytes, BlockFormat.REST_BYTES);
        if ((bytes[BlockFormat.FLAGS] & BlockFormat.FLAG_REST) == 0) {
            return Metadata.columns(columns);
        }
        int[] offsets = readOffsets(rows, restBytes);
        for (int row = 0; row < rows; row++) {
            PackedLabels.check(bytes, offsets[row], offsets[row + 1] - offsets[row]);
        }
        return Metadata.of(columns, bytes, offsets);
    }

    /** Steps over a number of bytes, which must be there, and returns where they begin. */
    private int take(long length) {
        if (length < 0 || at + length > bytes.length) {
            throw corrupt(at);
        }
        int from = at;
        at += (int) length;
        return from;
    }

    private static LodurException corrupt(int offset) {
        return new LodurException(ErrorCode.CORRUPT, "block does not fit its lengths at byte " + offset);
    }
}
