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
            int length = tag >>> 2;
            if ((tag & 3) == 0) {
                if (length >= 60) {
                    int lengthBytes = length - 59;
                    if (end - at < lengthBytes) {
                        throw corrupt();
                    }
                    length = littleEndian(in, at, lengthBytes);
                    at += lengthBytes;
                }
                // A length of 2^31 or more is negative here and fails with the sum below.
                if (length < 0 || length >= end - at || length >= size - to) {
                    throw corrupt();
                }
                length++;
                if (length <= 16 && end - at >= 16) {
                    Bytes.putLong(out, to, Bytes.getLong(in, at));
                    Bytes.putLong(out, to + 8, Bytes.getLong(in, at + 8));
                } else {
                    System.arraycopy(in, at, out, to, length);
                }
                at += length;
                to += length;
                continue;
            }
            int distance;
            switch (tag & 3) {
                case 1 -> {
                    if (at == end) {
                        throw corrupt();
                    }
                    length = (length & 7) + 4;
                    distance = ((tag & 0xe0) << 3) | (in[at++] & 0xff);
                }
                case 2 -> {
                    if (end - at < 2) {
                        throw corrupt();
                    }
                    length++;
                    distance = Bytes.getUnsignedShort(in, at);
                    at += 2;
                }
                default -> {
                    if (end - at < 4) {
                        throw corrupt();
                    }
                    length++;
                    distance = Bytes.getInt(in, at);
                    at += 4;
                }
            }
            if (distance <= 0 || distance > to || length > size - to) {
                throw corrupt();
            }
            copy(out, to, distance, length);
            to += length;
        }
        if (to != size) {
            throw corrupt();
        }
    }

    /** Copies may overlap themselves; eight bytes a step where the distance and the slack allow it. */
    private static void copy(byte[] out, int to, int distance, int length) {
        int from = to - distance;
        if (distance >= 8) {
            for (int done = 0; done < length; done += 8) {
                Bytes.putLong(out, to + done, Bytes.getLong(out, from + done));
            }
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
