package dev.lodur.lokiapi.push;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Undoes a body's {@code Content-Encoding} without ever holding more than the limit of decompressed bytes.
 *
 * <p>The push endpoints take none, {@code snappy} (which changes nothing: a protobuf body is snappy anyway), {@code
 * gzip} and {@code deflate} (raw, RFC 1951); OTLP takes none, {@code gzip}, {@code zstd} and {@code lz4} (frames). A
 * body that does not decompress is {@link ErrorCode#INVALID_REQUEST}, one that grows over the limit {@link
 * ErrorCode#BODY_TOO_LARGE}.
 */
final class Decompressor {
    private static final int CHUNK_BYTES_MIN = 8192;
    /** The largest zstd window that is accepted, 2^23 bytes: it is native memory beside the limit. */
    private static final int ZSTD_WINDOW_LOG_MAX = 23;

    private Decompressor() {}

    static Body decompress(PushKind kind, String contentEncoding, byte[] body, long limitBytes) {
        boolean otlp = kind == PushKind.OTLP;
        return switch (contentEncoding) {
            case "" -> plain(body, limitBytes);
            case "gzip" -> inflated(gzip(body), body.length, limitBytes);
            case "snappy" -> otlp ? refuse(true, contentEncoding) : plain(body, limitBytes);
            case "deflate" -> otlp ? refuse(true, contentEncoding) : rawDeflate(body, limitBytes);
            case "zstd" -> otlp ? zstd(body, limitBytes) : refuse(false, contentEncoding);
            case "lz4" -> otlp ? Lz4Frame.decompress(body, limitBytes) : refuse(false, contentEncoding);
            default -> refuse(otlp, contentEncoding);
        };
    }

    static void checkLimit(long bytes, long limitBytes) {
        if (bytes > limitBytes) {
            throw tooLarge(limitBytes);
        }
    }

    private static Body plain(byte[] body, long limitBytes) {
        checkLimit(body.length, limitBytes);
        return Body.of(body);
    }

    private static InputStream gzip(byte[] body) {
        if (body.length < 2 || body[0] != 0x1f || (body[1] & 0xff) != 0x8b) {
            throw invalid("gzip: invalid header", null);
        }
        try {
            return new GZIPInputStream(new ByteArrayInputStream(body), CHUNK_BYTES_MIN);
        } catch (EOFException e) {
            throw invalid("unexpected EOF", e);
        } catch (IOException e) {
            throw invalid("gzip: invalid header", e);
        }
    }

    private static Body rawDeflate(byte[] body, long limitBytes) {
        try (Inflater inflater = new Inflater(true)) {
            return inflated(new InflaterInputStream(new ByteArrayInputStream(body), inflater), body.length, limitBytes);
        }
    }

    private static Body zstd(byte[] body, long limitBytes) {
        try {
            return inflated(
                    new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(body)).setLongMax(ZSTD_WINDOW_LOG_MAX),
                    body.length,
                    limitBytes);
        } catch (IOException e) {
            throw invalid("zstd: " + e.getMessage(), e);
        }
    }

    /** Reads the stream to its end, or until one byte more than the limit has come. */
    private static Body inflated(InputStream stream, int compressedBytes, long limitBytes) {
        long most = Math.min(limitBytes, Integer.MAX_VALUE - 64L) + 1;
        byte[] bytes = new byte[(int) Math.min(most, Math.max(CHUNK_BYTES_MIN, 4L * compressedBytes))];
        int size = 0;
        try (stream) {
            while (true) {
                int read = stream.read(bytes, size, bytes.length - size);
                if (read < 0) {
                    return new Body(bytes, 0, size);
                }
                size += read;
                if (size == most) {
                    throw tooLarge(limitBytes);
                }
                if (size == bytes.length) {
                    bytes = Arrays.copyOf(bytes, (int) Math.min(most, 2L * bytes.length));
                }
            }
        } catch (EOFException e) {
            throw invalid("unexpected EOF", e);
        } catch (ZipException e) {
            throw invalid("flate: corrupt input", e);
        } catch (IOException e) {
            throw invalid("corrupt compressed body: " + e.getMessage(), e);
        }
    }

    private static Body refuse(boolean otlp, String contentEncoding) {
        String text = otlp
                ? "unsupported content encoding " + contentEncoding + ": only gzip, lz4 and zstd are supported"
                : "Content-Encoding \"" + contentEncoding + "\" not supported";
        throw invalid(text, null);
    }

    private static LodurException tooLarge(long limitBytes) {
        return new LodurException(
                ErrorCode.BODY_TOO_LARGE,
                "request body too large: decompressed it has more than " + limitBytes
                        + " bytes, the limit (distributor.max_decompressed_size); send smaller batches or raise it");
    }

    private static LodurException invalid(String text, @Nullable Throwable cause) {
        return new LodurException(ErrorCode.INVALID_REQUEST, text, cause);
    }
}
