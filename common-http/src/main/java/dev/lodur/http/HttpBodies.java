package dev.lodur.http;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Reads request bodies into memory, never more than a given number of bytes, whatever the client says or sends. */
public final class HttpBodies {
    private static final int FIRST_READ_BYTES = 64 << 10;
    private static final byte[] NONE = new byte[0];

    private HttpBodies() {}

    /** The length that the client announced, or -1. */
    public static long announcedBytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            throw new LodurException(ErrorCode.INVALID_REQUEST, "Content-Length is not a number: " + length, e);
        }
    }

    /**
     * Reads a body that is small by its nature, such as a form; the whole of it, or a failure.
     *
     * @param limitBytes the most that is taken
     * @param limitName the setting that raises the limit, for the text
     */
    public static byte[] read(@Nullable InputStream in, long announcedBytes, long limitBytes, String limitName) {
        return read(in, announcedBytes, limitBytes, limitName, bytes -> {});
    }

    /**
     * Reads a body; the whole of it, or a failure.
     *
     * @param room told of each number of bytes before they are taken from the heap; what it throws ends the reading
     */
    public static byte[] read(
            @Nullable InputStream in, long announcedBytes, long limitBytes, String limitName, LongConsumer room) {
        if (in == null) {
            return NONE;
        }
        if (announcedBytes > limitBytes) {
            throw tooLarge(announcedBytes, limitBytes, limitName);
        }
        try {
            return announcedBytes >= 0
                    ? readAnnounced(in, (int) announcedBytes, room)
                    : readAll(in, limitBytes, limitName, room);
        } catch (IOException e) {
            throw new LodurException(ErrorCode.CANCELLED, "the client went away while sending the body", e);
        }
    }

    private static byte[] readAnnounced(InputStream in, int length, LongConsumer room) throws IOException {
        room.accept(length);
        byte[] body = new byte[length];
        int size = in.readNBytes(body, 0, length);
        if (size < length) {
            throw new EOFException("the body ends after " + size + " of " + length + " bytes");
        }
        return body;
    }

    private static byte[] readAll(InputStream in, long limitBytes, String limitName, LongConsumer room)
            throws IOException {
        byte[] body = grown(NONE, Math.min(FIRST_READ_BYTES, limitBytes + 1), room);
        int size = 0;
        while (true) {
            int count = in.read(body, size, body.length - size);
            if (count < 0) {
                return Arrays.copyOf(body, size);
            }
            size += count;
            if (size > limitBytes) {
                throw tooLarge(size, limitBytes, limitName);
            }
            if (size == body.length) {
                body = grown(body, Math.min(limitBytes + 1, 2L * size), room);
            }
        }
    }

    private static byte[] grown(byte[] body, long length, LongConsumer room) {
        room.accept(length - body.length);
        return Arrays.copyOf(body, (int) length);
    }

    /** The refusal of a body, naming the effective limit: the smaller of the configured one and the memory there is. */
    public static LodurException tooLarge(long bytes, long limitBytes, String limitName) {
        return new LodurException(
                ErrorCode.BODY_TOO_LARGE,
                "request body too large: " + bytes + " bytes, limit: " + limitBytes + " bytes (" + limitName + ")");
    }
}
