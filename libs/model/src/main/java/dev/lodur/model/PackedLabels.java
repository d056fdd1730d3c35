package dev.lodur.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A label set as bytes, the form in which labels and structured metadata stand in batches, logs and blocks.
 *
 * <pre>
 * packed := count:u16 pair*count
 * pair   := nameLength:u16 valueLength:i32 name valueUtf8      names ascending, each once
 * </pre>
 *
 * Little endian, UTF-8. The empty set may be written as no bytes at all. Equal sets have equal bytes, so sets are
 * compared and hashed without being decoded. Methods that read trust bytes which {@link #check} has accepted.
 */
public final class PackedLabels {
    private static final byte[] NONE = new byte[0];
    private static final int PAIR_HEADER_BYTES = 6;

    private PackedLabels() {}

    /** The packed form; an empty array for the empty set. */
    public static byte[] encode(Labels labels) {
        if (labels.isEmpty()) {
            return NONE;
        }
        byte[][] parts = new byte[2 * labels.size()][];
        int size = 2;
        for (int i = 0; i < labels.size(); i++) {
            parts[2 * i] = labels.name(i).getBytes(StandardCharsets.UTF_8);
            parts[2 * i + 1] = labels.value(i).getBytes(StandardCharsets.UTF_8);
            size += PAIR_HEADER_BYTES + parts[2 * i].length + parts[2 * i + 1].length;
        }
        byte[] bytes = new byte[size];
        Bytes.putShort(bytes, 0, labels.size());
        int at = 2;
        for (int i = 0; i < parts.length; i += 2) {
            at = writePair(bytes, at, parts[i], parts[i + 1]);
        }
        return bytes;
    }

    private static int writePair(byte[] bytes, int at, byte[] name, byte[] value) {
        Bytes.putShort(bytes, at, name.length);
        Bytes.putInt(bytes, at + 2, value.length);
        System.arraycopy(name, 0, bytes, at + PAIR_HEADER_BYTES, name.length);
        System.arraycopy(value, 0, bytes, at + PAIR_HEADER_BYTES + name.length, value.length);
        return at + PAIR_HEADER_BYTES + name.length + value.length;
    }

    public static Labels decode(byte[] bytes, int offset, int length) {
        int count = count(bytes, offset, length);
        if (count == 0) {
            return Labels.EMPTY;
        }
        String[] names = new String[count];
        String[] values = new String[count];
        int at = first(offset);
        for (int i = 0; i < count; i++) {
            names[i] = new String(bytes, nameOffset(at), nameLength(bytes, at), StandardCharsets.UTF_8);
            values[i] = new String(bytes, valueOffset(bytes, at), valueLength(bytes, at), StandardCharsets.UTF_8);
            at = next(bytes, at);
        }
        return Labels.ofSorted(names, values);
    }

    public static int count(byte[] bytes, int offset, int length) {
        return length == 0 ? 0 : Bytes.getUnsignedShort(bytes, offset);
    }

    /** Where the first pair of a non-empty set begins; pairs are walked with {@link #next}. */
    public static int first(int offset) {
        return offset + 2;
    }

    public static int next(byte[] bytes, int pair) {
        return valueOffset(bytes, pair) + valueLength(bytes, pair);
    }

    public static int nameOffset(int pair) {
        return pair + PAIR_HEADER_BYTES;
    }

    public static int nameLength(byte[] bytes, int pair) {
        return Bytes.getUnsignedShort(bytes, pair);
    }

    public static int valueOffset(byte[] bytes, int pair) {
        return pair + PAIR_HEADER_BYTES + nameLength(bytes, pair);
    }

    public static int valueLength(byte[] bytes, int pair) {
        return Bytes.getInt(bytes, pair + 2);
    }

    /** The position of the pair with the given UTF-8 name, or -1. */
    public static int find(byte[] bytes, int offset, int length, byte[] name) {
        int count = count(bytes, offset, length);
        int pair = first(offset);
        for (int i = 0; i < count; i++) {
            int at = nameOffset(pair);
            if (Arrays.equals(bytes, at, at + nameLength(bytes, pair), name, 0, name.length)) {
                return pair;
            }
            pair = next(bytes, pair);
        }
        return -1;
    }

    /** Throws {@link ErrorCode#CORRUPT} unless the range is exactly one packed set. */
    public static void check(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return;
        }
        long end = (long) offset + length;
        if (length < 2 || end > bytes.length) {
            throw corrupt(offset);
        }
        int count = Bytes.getUnsignedShort(bytes, offset);
        long at = first(offset);
        for (int i = 0; i < count; i++) {
            if (at + PAIR_HEADER_BYTES > end || valueLength(bytes, (int) at) < 0) {
                throw corrupt((int) at);
            }
            at += PAIR_HEADER_BYTES + (long) nameLength(bytes, (int) at) + valueLength(bytes, (int) at);
        }
        if (at != end) {
            throw corrupt(offset);
        }
    }

    private static LodurException corrupt(int offset) {
        return new LodurException(ErrorCode.CORRUPT, "packed labels at byte " + offset + " do not fit their length");
    }
}
