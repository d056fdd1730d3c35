package dev.lodur.engine;

import dev.lodur.model.Bytes;
import dev.lodur.model.Labels;
import dev.lodur.model.Lines;
import dev.lodur.model.Metadata;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.StreamId;
import dev.lodur.segment.RunTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.IdentityHashMap;

/**
 * Computes the 128-bit identities of a block's rows: MurmurHash3 over the stream's id, the time, the hash of the line and
 * the sum of the hashes of all metadata pairs except {@code detected_level}, which Lodur adds itself and does not tell
 * entries apart.
 *
 * <p>The sum does not depend on where a pair stands, in a column or in a packed set. Streams and dictionary values are
 * hashed once for a block. Used by one thread at a time.
 */
public final class RowIdentity {
    private static final byte[] DETECTED_LEVEL_UTF8 = RunTable.LEVEL_KEY.getBytes(StandardCharsets.UTF_8);
    private static final int BYTES = 56;

    private final byte[] scratch = new byte[BYTES];
    private final long[] halves = new long[2];
    private final IdentityHashMap<Labels, StreamId> streams = new IdentityHashMap<>();
    private byte[] pair = new byte[256];
    private long[][] columnHigh = new long[0][];
    private long[][] columnLow = new long[0][];
    private RowBlock block = NoRows.BLOCK;

    /** Takes on a block. */
    public void begin(RowBlock next) {
        block = next;
        streams.clear();
        Metadata.Column[] columns = next.metadata().columns();
        columnHigh = new long[columns.length][];
        columnLow = new long[columns.length][];
        for (int i = 0; i < columns.length; i++) {
            hashColumn(i, columns[i]);
        }
    }

    private void hashColumn(int index, Metadata.Column column) {
        byte[][] values = column.values();
        columnHigh[index] = new long[values.length];
        columnLow[index] = new long[values.length];
        if (column.name().equals(RunTable.LEVEL_KEY)) {
            return;
        }
        byte[] name = column.name().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < values.length; i++) {
            hashPair(name, 0, name.length, values[i], 0, values[i].length);
            columnHigh[index][i] = halves[0];
            columnLow[index][i] = halves[1];
        }
    }

    /** The identity of a row, which belongs to the given run. */
    public StreamId of(int row, int run) {
        compute(row, run);
        return new StreamId(high(), low());
    }

    /** One half of the identity computed last. */
    public long high() {
        return halves[0];
    }

    /** The other half. */
    public long low() {
        return halves[1];
    }

    /** Computes the identity of a row, which belongs to the given run. */
    public void compute(int row, int run) {
        StreamId stream = streams.computeIfAbsent(block.labels(run), RowIdentity::streamId);
        Lines lines = block.lines();
        StreamId.hash(lines.bytes(), lines.start(row), lines.length(row), halves);
        Bytes.putLong(scratch, 0, stream.high());
        Bytes.putLong(scratch, 8, stream.low());
        Bytes.putLong(scratch, 16, block.timestamps()[row]);
        Bytes.putLong(scratch, 24, halves[0]);
        Bytes.putLong(scratch, 32, halves[1]);
        sumMetadata(block.metadata(), row);
        StreamId.hash(scratch, 0, BYTES, halves);
    }

    private static StreamId streamId(Labels labels) {
        byte[] packed = PackedLabels.encode(labels);
        return StreamId.of(packed, 0, packed.length);
    }

    private void sumMetadata(Metadata metadata, int row) {
        long high = 0;
        long low = 0;
        Metadata.Column[] columns = metadata.columns();
        for (int i = 0; i < columns.length; i++) {
            int id = columns[i].ids()[row];
            if (id >= 0) {
                high += columnHigh[i][id];
                low += columnLow[i][id];
            }
        }
        byte[] rest = metadata.restBytes();
        int[] offsets = metadata.restOffsets();
        if (rest != null && offsets != null) {
            int count = PackedLabels.count(rest, offsets[row], offsets[row + 1] - offsets[row]);
            int at = PackedLabels.first(offsets[row]);
            for (int i = 0; i < count; i++) {
                int name = PackedLabels.nameOffset(at);
                int nameLength = PackedLabels.nameLength(rest, at);
                if (!isDetectedLevel(rest, name, nameLength)) {
                    hashPair(
                            rest,
                            name,
                            nameLength,
                            rest,
                            PackedLabels.valueOffset(rest, at),
                            PackedLabels.valueLength(rest, at));
                    high += halves[0];
                    low += halves[1];
                }
                at = PackedLabels.next(rest, at);
            }
        }
        Bytes.putLong(scratch, 40, high);
        Bytes.putLong(scratch, 48, low);
    }

    private static boolean isDetectedLevel(byte[] bytes, int offset, int length) {
        return Arrays.equals(bytes, offset, offset + length, DETECTED_LEVEL_UTF8, 0, DETECTED_LEVEL_UTF8.length);
    }

    private void hashPair(byte[] name, int nameAt, int nameLength, byte[] value, int valueAt, int valueLength) {
        int length = 2 + nameLength + valueLength;
        if (pair.length < length) {
            pair = new byte[Math.max(length, 2 * pair.length)];
        }
        Bytes.putShort(pair, 0, nameLength);
        System.arraycopy(name, nameAt, pair, 2, nameLength);
        System.arraycopy(value, valueAt, pair, 2 + nameLength, valueLength);
        StreamId.hash(pair, 0, length, halves);
    }
}
