package dev.lodur.segment.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.zip.CRC32;

/**
 * What the making of pages needs and uses again: the zstd context, and buffers for levels, values and the body. One
 * for each writer; not thread-safe; {@link #close} frees native memory.
 */
public final class PageScratch implements AutoCloseable {
    final ByteSink levels = new ByteSink(1024);
    final ByteSink values = new ByteSink(1024);
    private final ByteSink body = new ByteSink(1024);
    private final ZstdCompressCtx zstd = new ZstdCompressCtx();
    private final CRC32 crc = new CRC32();

    public PageScratch(int zstdLevel) {
        zstd.setLevel(zstdLevel);
    }

    /** Has the pages from here on compressed with another level. */
    public void setLevel(int zstdLevel) {
        zstd.setLevel(zstdLevel);
    }

    /** The buffer in which the next page's levels are put together; empty for a required column. */
    public ByteSink levels() {
        return levels;
    }

    /** The buffer in which the next page's values are encoded. */
    public ByteSink values() {
        return values;
    }

    /** Begins the next page. */
    public void reset() {
        levels.reset();
        values.reset();
    }

    ByteSink body() {
        return body;
    }

    /** Puts levels and values into the body; says whether the values are compressed there, which {@code always} forces. */
    boolean compress(boolean always) {
        body.reset();
        body.write(levels);
        int bound = (int) Zstd.compressBound(values.size());
        body.reserve(bound);
        int stored = values.size() == 0 && !always
                ? 0
                : zstd.compressByteArray(body.array(), body.size(), bound, values.array(), 0, values.size());
        if (always || stored < values.size()) {
            body.added(stored);
            return true;
        }
        body.write(values);
        return false;
    }

    int bodyCrc32() {
        crc.reset();
        crc.update(body.array(), 0, body.size());
        return (int) crc.getValue();
    }

    /** Compresses the bytes into one zstd frame behind what is in {@code out}. */
    public void compressFrame(ByteSink bytes, ByteSink out) {
        int bound = (int) Zstd.compressBound(bytes.size());
        out.reserve(bound);
        out.added(zstd.compressByteArray(out.array(), out.size(), bound, bytes.array(), 0, bytes.size()));
    }

    @Override
    public void close() {
        zstd.close();
    }
}
