package dev.lodur.lokiapi.push;

import dev.lodur.model.Bytes;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.Arrays;

/**
 * Decompresses LZ4 frames (lz4_Frame_format.md 1.6, lz4_Block_format.md), one after the other.
 *
 * <pre>
 * frame := 04 22 4d 18 flags:u8 descriptor:u8 [contentSize:u64] [dictionary:u32] headerChecksum:u8 block* 0:u32 [checksum:u32]
 * block := size:u32 (high bit: stored as it is) bytes [checksum:u32]
 * bytes := (token [literalLength+] literals [offset:u16 [matchLength+]])*
 * </pre>
 *
 * Little endian. Frames with a dictionary are refused, skippable frames skipped. Checksums are stepped over: as with
 * snappy, the transport has its own. The output grows block by block and never beyond the limit. Written here because
 * the library chooses its implementation by reflection.
 */
final class Lz4Frame {
    private static final int MAGIC = 0x184d2204;
    private static final int SKIPPABLE_MAGIC = 0x184d2a50;
    private static final int STORED = 0x80000000;
    private static final int FLAG_DICTIONARY = 1;
    private static final int FLAG_CONTENT_CHECKSUM = 4;
    private static final int FLAG_CONTENT_SIZE = 8;
    private static final int FLAG_BLOCK_CHECKSUM = 16;
    private static final int MATCH_LENGTH_MIN = 4;

    private final byte[] in;
    private final long limitBytes;
    private int at;
    private byte[] out = new byte[0];
    private int size;

    private Lz4Frame(byte[] in, long limitBytes) {
        this.in = in;
        this.limitBytes = Math.min(limitBytes, Integer.MAX_VALUE - 64L);
    }

    static Body decompress(byte[] in, long limitBytes) {
        Lz4Frame frames = new Lz4Frame(in, limitBytes);
        do {
            frames.frame();
        } while (frames.at < in.length);
        return new Body(frames.out, 0, frames.size);
    }

    private void frame() {
        int magic = number();
        if ((magic & 0xfffffff0) == SKIPPABLE_MAGIC) {
            skip(number());
            return;
        }
        if (magic != MAGIC) {
            throw invalid("not a frame");
        }
        need(2);
        int flags = in[at++];
        int blockBytesMax = blockBytesMax(in[at++]);
        if ((flags & 0xc0) != 0x40 || (flags & FLAG_DICTIONARY) != 0) {
            throw invalid("frame version or dictionary not supported");
        }
        skip((flags & FLAG_CONTENT_SIZE) != 0 ? 9 : 1);
        int frameStart = size;
        for (int header = number(); header != 0; header = number()) {
            block(header, blockBytesMax, frameStart);
            skip((flags & FLAG_BLOCK_CHECKSUM) != 0 ? 4 : 0);
        }
        skip((flags & FLAG_CONTENT_CHECKSUM) != 0 ? 4 : 0);
    }

    private static int blockBytesMax(int descriptor) {
        int code = (descriptor >>> 4) & 7;
        if (code < 4) {
            throw invalid("unknown block size");
        }
        return 1 << (8 + 2 * code);
    }

    private void block(int header, int blockBytesMax, int frameStart) {
        int length = header & ~STORED;
        need(length);
        int end = at + length;
        if ((header & STORED) != 0) {
            if (length > blockBytesMax) {
                throw invalid("a block is larger than its frame says");
            }
            reserve(length);
            System.arraycopy(in, at, out, size, length);
            size += length;
        } else {
            long room = Math.min(blockBytesMax, limitBytes + 1 - size);
            reserve((int) Math.min(room, 255L * length));
            sequences(end, (int) Math.min(room, out.length - (long) size) + size, frameStart);
        }
        at = end;
        Decompressor.checkLimit(size, limitBytes);
    }

    private void sequences(int end, int outEnd, int frameStart) {
        while (at < end) {
            int token = in[at++];
            int literals = length((token >>> 4) & 15, end);
            if (literals > end - at) {
                throw invalid("corrupt block");
            }
            checkRoom(literals, outEnd);
            System.arraycopy(in, at, out, size, literals);
            at += literals;
            size += literals;
            if (at == end) {
                return;
            }
            if (end - at < 2) {
                throw invalid("corrupt block");
            }
            int distance = Bytes.getUnsignedShort(in, at);
            at += 2;
            int match = length(token & 15, end) + MATCH_LENGTH_MIN;
            if (distance == 0 || distance > size - frameStart) {
                throw invalid("corrupt block");
            }
            checkRoom(match, outEnd);
            copy(distance, match);
        }
    }

    /** Four bits of a token, and more bytes where all four are set. */
    private int length(int bits, int end) {
        int length = bits;
        if (bits == 15) {
            int more;
            do {
                if (at == end || length > Integer.MAX_VALUE - 512) {
                    throw invalid("corrupt block");
                }
                more = in[at++] & 0xff;
                length += more;
            } while (more == 255);
        }
        return length;
    }

    private void copy(int distance, int length) {
        if (distance >= length) {
            System.arraycopy(out, size - distance, out, size, length);
        } else {
            for (int i = 0; i < length; i++) {
                out[size + i] = out[size + i - distance];
            }
        }
        size += length;
    }

    /** What does not fit is either more than a block may hold, or more than the limit. */
    private void checkRoom(int more, int outEnd) {
        if (more > outEnd - size) {
            Decompressor.checkLimit(size + (long) more, limitBytes);
            throw invalid("a block is larger than its frame says");
        }
    }

    private void reserve(int more) {
        long needed = size + (long) more;
        Decompressor.checkLimit(needed, limitBytes + 1);
        if (needed > out.length) {
            out = Arrays.copyOf(out, (int) Math.max(needed, Math.min(limitBytes + 1, 2L * out.length)));
        }
    }

    private int number() {
        need(4);
        int number = Bytes.getInt(in, at);
        at += 4;
        return number;
    }

    private void skip(int count) {
        need(count);
        at += count;
    }

    private void need(int count) {
        if (count < 0 || count > in.length - at) {
            throw invalid("unexpected EOF");
        }
    }

    private static LodurException invalid(String what) {
        return new LodurException(ErrorCode.INVALID_REQUEST, "lz4: " + what);
    }
}
