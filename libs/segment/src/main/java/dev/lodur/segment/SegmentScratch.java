package dev.lodur.segment;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Lines;
import dev.lodur.model.LodurException;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The buffers and the zstd context that the reading of blocks uses again and again: one for each scanning thread, used
 * by one {@link SegmentBlockReader} at a time. Grows to the largest block it has seen; {@link #close} frees the native
 * memory. Not thread-safe.
 */
public final class SegmentScratch implements AutoCloseable {
    /** Bytes behind the end of what a decoder reads that it may touch. */
    static final int SLACK_BYTES = Math.max(32, Lines.SLACK_BYTES);

    byte[] fetched = new byte[0];
    byte[] page = new byte[0];
    byte[] lines = new byte[0];
    int[] lineOffsets = new int[0];
    long[] timestamps = new long[0];
    long[] lengths = new long[0];
    int[] levels = new int[0];
    int[] ids = new int[0];
    private final CRC32 crc = new CRC32();
    private final @Nullable ZstdDecompressCtx zstd;

    public SegmentScratch() {
        this(new ZstdDecompressCtx());
    }

    private SegmentScratch(@Nullable ZstdDecompressCtx zstd) {
        this.zstd = zstd;
    }

    /** A scratch that needs no closing, for a block that keeps what it decoded; each page makes its own context. */
    static SegmentScratch unpooled() {
        return new SegmentScratch(null);
    }

    /** An array of at least the given length: the one given, or a longer one without its content. */
    static byte[] grown(byte[] array, int length) {
        return array.length >= length ? array : new byte[capacity(array.length, length)];
    }

    static int[] grown(int[] array, int length) {
        return array.length >= length ? array : new int[capacity(array.length, length)];
    }

    static long[] grown(long[] array, int length) {
        return array.length >= length ? array : new long[capacity(array.length, length)];
    }

    /** A first array is exact, since it may be kept; one that has grown before gets room for the next. */
    private static int capacity(int before, int length) {
        return before == 0 ? length : (int) Math.min(Integer.MAX_VALUE - 64, length + length / 4L);
    }

    int crc32(byte[] bytes, int offset, int length) {
        crc.reset();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    /** Decompresses one zstd frame of which the exact length is known. */
    void decompress(byte[] from, int offset, int length, byte[] to, int toLength) {
        try {
            long size = zstd != null
                    ? zstd.decompressByteArray(to, 0, toLength, from, offset, length)
                    : Zstd.decompressByteArray(to, 0, toLength, from, offset, length);
            if (Zstd.isError(size) || size != toLength) {
                throw new LodurException(
                        ErrorCode.CORRUPT, "a page decompresses to " + size + " bytes instead of " + toLength);
            }
        } catch (ZstdException e) {
            throw new LodurException(ErrorCode.CORRUPT, "a page is no zstd frame: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (zstd != null) {
            zstd.close();
        }
    }
}
