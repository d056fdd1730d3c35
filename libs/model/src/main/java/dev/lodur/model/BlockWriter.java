package dev.lodur.model;

import java.nio.charset.StandardCharsets;

/** Writes a {@link RowBlock} in its wire layout ({@link BlockFormat}). */
public final class BlockWriter {
    private BlockWriter() {}

    /** The block as bytes of its own; reads every column. A block of 2 GiB or more is an internal error. */
    public static byte[] write(RowBlock block) {
        byte[][] labels = new byte[block.runs()][];
        for (int run = 0; run < labels.length; run++) {
            labels[run] = PackedLabels.encode(block.labels(run));
        }
        Metadata.Column[] columns = block.metadata().columns();
        byte[][] names = new byte[columns.length][];
        for (int i = 0; i < columns.length; i++) {
            names[i] = columns[i].name().getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[size(block, labels, names)];
        int at = writeHeader(bytes, block);
        at = writeRuns(bytes, at, block, labels);
        at = writeTimestamps(bytes, at, block);
        at = writeLines(bytes, at, block.lines());
        for (int i = 0; i < columns.length; i++) {
            at = writeColumn(bytes, at, columns[i], names[i], block.rows());
        }
        writeRest(bytes, at, block.metadata(), block.rows());
        return bytes;
    }

    private static int size(RowBlock block, byte[][] labels, byte[][] names) {
        long size = BlockFormat.HEADER_BYTES + 12L * block.rows() + lineBytes(block) + Lines.SLACK_BYTES;
        for (byte[] set : labels) {
            size += BlockFormat.RUN_HEADER_BYTES + set.length;
        }
        Metadata metadata = block.metadata();
        for (int i = 0; i < names.length; i++) {
            size += BlockFormat.COLUMN_HEADER_BYTES + names[i].length + 4L * block.rows();
            for (byte[] value : metadata.columns()[i].values()) {
                size += 4L + value.length;
            }
        }
        if (metadata.restBytes() != null) {
            size += 4L * block.rows() + restBytes(metadata, block.rows());
        }
        if (size > Integer.MAX_VALUE - 64) {
            throw new LodurException(ErrorCode.INTERNAL, "a block of " + size + " bytes is too large for the wire");
        }
        return (int) size;
    }

    private static int lineBytes(RowBlock block) {
        return block.lines().endByte() - block.lines().firstByte();
    }

    private static int restBytes(Metadata metadata, int rows) {
        int[] offsets = metadata.restOffsets();
        return offsets == null ? 0 : offsets[rows] - offsets[0];
    }

    private static int writeHeader(byte[] bytes, RowBlock block) {
        Metadata metadata = block.metadata();
        bytes[0] = BlockFormat.VERSION;
        bytes[BlockFormat.FLAGS] = (byte) (metadata.restBytes() == null ? 0 : BlockFormat.FLAG_REST);
        Bytes.putInt(bytes, BlockFormat.ROWS, block.rows());
        Bytes.putInt(bytes, BlockFormat.RUNS, block.runs());
        Bytes.putInt(bytes, BlockFormat.COLUMNS, metadata.columns().length);
        Bytes.putInt(bytes, BlockFormat.LINE_BYTES, lineBytes(block));
        Bytes.putInt(bytes, BlockFormat.REST_BYTES, restBytes(metadata, block.rows()));
        return BlockFormat.HEADER_BYTES;
    }

    private static int writeRuns(byte[] bytes, int offset, RowBlock block, byte[][] labels) {
        int at = offset;
        for (int run = 0; run < labels.length; run++) {
            Bytes.putInt(bytes, at, block.runStart(run + 1) - block.runStart(run));
            Bytes.putInt(bytes, at + 4, labels[run].length);
            at = copy(labels[run], 0, labels[run].length, bytes, at + BlockFormat.RUN_HEADER_BYTES);
        }
        return at;
    }

    private static int writeTimestamps(byte[] bytes, int offset, RowBlock block) {
        long[] timestamps = block.timestamps();
        for (int row = 0; row < block.rows(); row++) {
            Bytes.putLong(bytes, offset + 8 * row, timestamps[row]);
        }
        return offset + 8 * block.rows();
    }

    private static int writeLines(byte[] bytes, int offset, Lines lines) {
        int at = writeLengths(bytes, offset, lines.offsets(), lines.count());
        int length = lines.endByte() - lines.firstByte();
        return copy(lines.bytes(), lines.firstByte(), length, bytes, at) + Lines.SLACK_BYTES;
    }

    private static int writeColumn(byte[] bytes, int offset, Metadata.Column column, byte[] name, int rows) {
        byte[][] values = column.values();
        Bytes.putShort(bytes, offset, name.length);
        Bytes.putInt(bytes, offset + 2, values.length);
        int at = offset + BlockFormat.COLUMN_HEADER_BYTES;
        for (byte[] value : values) {
            Bytes.putInt(bytes, at, value.length);
            at += 4;
        }
        at = copy(name, 0, name.length, bytes, at);
        for (byte[] value : values) {
            at = copy(value, 0, value.length, bytes, at);
        }
        for (int row = 0; row < rows; row++) {
            Bytes.putInt(bytes, at, column.ids()[row]);
            at += 4;
        }
        return at;
    }

    private static void writeRest(byte[] bytes, int offset, Metadata metadata, int rows) {
        byte[] rest = metadata.restBytes();
        int[] offsets = metadata.restOffsets();
        if (rest != null && offsets != null) {
            int at = writeLengths(bytes, offset, offsets, rows);
            copy(rest, offsets[0], restBytes(metadata, rows), bytes, at);
        }
    }

    private static int writeLengths(byte[] bytes, int offset, int[] offsets, int rows) {
        for (int row = 0; row < rows; row++) {
            Bytes.putInt(bytes, offset + 4 * row, offsets[row + 1] - offsets[row]);
        }
        return offset + 4 * rows;
    }

    private static int copy(byte[] from, int fromOffset, int length, byte[] to, int toOffset) {
        System.arraycopy(from, fromOffset, to, toOffset, length);
        return toOffset + length;
    }
}
