package dev.lodur.lokiapi.push;

import dev.lodur.model.Bytes;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;

/**
 * Decompresses Snappy's block format (google/snappy, format_description.txt).
 *
 * <pre>
 * block   := uncompressedLength:varint32 element*
 * element := tag byte, by its two low bits:
 *   00 literal: length-1 in the upper six bits, or for 60..63 in the next 1..4 bytes, then the bytes
 *   01 copy:    length-4 in bits 2..4, offset in bits 5..7 and the next byte
 *   10 copy:    length-1 in the upper six bits, offset in the next 2 bytes
 *   11 copy:    length-1 in the upper six bits, offset in the next 4 bytes
 * </pre>
 *
 * Numbers are little endian. Example: {@code 05 04 61 62 01 02} is {@code ab} and a copy of 4 at offset 2, which is one
 * byte more than the header says, so it is corrupt; with {@code 06} in front it is {@code ababab}.
 *
 * <p>Every length and offset is checked against the block and the output before it is used. The output is allocated
 * once, after the header was found possible: no element yields more than {@value #EXPANSION_MAX} bytes for each of its
 * own.
 */
final class Snappy {
    /** A copy of 64 bytes takes 3. */
    private static final int EXPANSION_MAX = 22;

    private static final int SLACK_BYTES = 16;
    private static final int WORDWISE_BYTES_MAX = 64;
    private static final short[] COPIES = copies();
    private static final int[] OFFSET_MASKS = {0, 0xff, 0xffff, 0xffffff, -1};

    private Snappy() {}

    /** The bytes that a block holds, in an array that may be longer than {@link Body#length}. */
    static Body decompress(byte[] in, int offset, int end, long limitBytes) {
        long declared = 0;
        int at = offset;
        int shift = 0;
        while (true) {
            if (at == end || shift > 28) {
                throw corrupt();
            }
            int b = in[at++];
            declared |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                break;
            }
            shift += 7;
        }
        if (declared > 0xffffffffL || declared > (long) EXPANSION_MAX * (end - at)) {
            throw corrupt();
        }
        Decompressor.checkLimit(declared, limitBytes);
        byte[] out = new byte[(int) declared + SLACK_BYTES];
        decompressElements(in, at, end, out, (int) declared);
        return new Body(out, 0, (int) declared);
    }

    private static void decompressElements(byte[] in, int start, int end, byte[] out, int size) {
        int at = start;
        int to = 0;
        while (at < end) {
            int tag = in[at++] & 0xff;
            if ((tag & 3) == 0) {
                int length = tag >>> 2;
                if (length >= 60) {
                    int lengthBytes = length - 59;
                    if (end - at < lengthBytes) {
                        throw corrupt();
                    }
                    length = littleEndian(in, at, lengthBytes);
                    at += lengthBytes;
                }
                if (length < 0 || length >= end - at || length >= size - to) {
                    throw corrupt();
                }
                length++;
                if (length <= WORDWISE_BYTES_MAX && end - at >= length + SLACK_BYTES) {
                    copyWords(in, at, out, to, length);
                } else {
                    System.arraycopy(in, at, out, to, length);
                }
                at += length;
                to += length;
            } else {
                int entry = COPIES[tag];
                int offsetBytes = entry >>> 11;
                if (end - at < offsetBytes) {
                    throw corrupt();
                }
                int low = end - at >= 4
                        ? Bytes.getInt(in, at) & OFFSET_MASKS[offsetBytes]
                        : littleEndian(in, at, offsetBytes);
                int distance = (entry & 0x700) + low;
                int length = entry & 0xff;
                at += offsetBytes;
                if (distance <= 0 || distance > to || length > size - to) {
                    throw corrupt();
                }
                copy(out, to, distance, length);
                to += length;
            }
        }
        if (to != size) {
            throw corrupt();
        }
    }

    /** For each tag of a copy: its length, the bits of the offset that the tag holds, and how many bytes follow. */
    private static short[] copies() {
        short[] copies = new short[256];
        for (int tag = 0; tag < copies.length; tag++) {
            int upper = tag >>> 2;
            copies[tag] = (short)
                    switch (tag & 3) {
                        case 1 -> (1 << 11) | ((tag >>> 5) << 8) | ((upper & 7) + 4);
                        case 2 -> (2 << 11) | (upper + 1);
                        case 3 -> (4 << 11) | (upper + 1);
                        default -> 0;
                    };
        }
        return copies;
    }

    /** Writes up to sixteen bytes more than asked for, which the slack and what comes next make good. */
    private static void copyWords(byte[] in, int from, byte[] out, int to, int length) {
        Bytes.putLong(out, to, Bytes.getLong(in, from));
        Bytes.putLong(out, to + 8, Bytes.getLong(in, from + 8));
        for (int done = 16; done < length; done += 8) {
            Bytes.putLong(out, to + done, Bytes.getLong(in, from + done));
        }
    }

    /** Copies may overlap themselves; eight bytes a step where the distance and the slack allow it. */
    private static void copy(byte[] out, int to, int distance, int length) {
        int from = to - distance;
        if (distance >= 8) {
            copyWords(out, from, out, to, length);
        } else {
            for (int i = 0; i < length; i++) {
                out[to + i] = out[from + i];
            }
        }
    }

    private static int littleEndian(byte[] in, int at, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value |= (in[at + i] & 0xff) << (8 * i);
        }
        return value;
    }

    private static LodurException corrupt() {
        return new LodurException(ErrorCode.INVALID_REQUEST, "snappy: corrupt input");
    }
}
