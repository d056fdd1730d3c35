package dev.lodur.distributor;

import dev.lodur.http.HttpBodies;
import dev.lodur.lokiapi.push.PushBody;
import dev.lodur.lokiapi.push.PushKind;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.MemoryBudget;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets bodies in by the memory that they take: as sent, decompressed, and as the batch made of them.
 *
 * <p>A body waits for room before it is read, and again before it is decompressed. The two have a budget each: who waits
 * for the second holds nothing that those who have it need, so that they always get done. A body that can never have room
 * is refused with 413, one that waits too long with 503. Thread-safe.
 */
final class BodyAdmission {
    /** How many times its size a compressed body is thought to become at first; small ones become this many bytes. */
    private static final int EXPANSION_GUESS = 20;

    private static final long DECOMPRESSED_BYTES_GUESS = 1 << 20;

    private final MemoryBudget sent;
    private final MemoryBudget decoded;
    private final long bodyBytesMax;
    private final long decompressedBytesMax;
    private final String bodyLimitName;
    private final String decompressedLimitName;
    private final Duration patience;

    /**
     * @param sent memory for bodies as they came, of which one may take half
     * @param decoded memory for what is made of them, of which one may take half decompressed and half as a batch
     * @param patience how long a body waits for either
     */
    BodyAdmission(
            MemoryBudget sent,
            MemoryBudget decoded,
            long configuredBytesMax,
            long configuredDecompressedBytesMax,
            Duration patience) {
        this.sent = sent;
        this.decoded = decoded;
        this.bodyBytesMax = Math.min(configuredBytesMax, sent.totalBytes() / 2);
        this.decompressedBytesMax = Math.min(configuredDecompressedBytesMax, decoded.totalBytes() / 2);
        this.bodyLimitName = limitName("distributor.max_recv_msg_size", bodyBytesMax < configuredBytesMax);
        this.decompressedLimitName =
                limitName("distributor.max_decompressed_size", decompressedBytesMax < configuredDecompressedBytesMax);
        this.patience = patience;
    }

    private static String limitName(String setting, boolean memoryBinds) {
        return memoryBinds ? "a part of this process's memory, which is less than " + setting : setting;
    }

    /** The most that a body may become. */
    long decompressedBytesMax() {
        return decompressedBytesMax;
    }

    /** Reads a body and hands it on while its memory is reserved. */
    void admit(
            PushKind kind,
            String contentType,
            String contentEncoding,
            @Nullable InputStream in,
            long announcedBytes,
            Consumer<PushBody> consumer) {
        if (announcedBytes > bodyBytesMax) {
            throw HttpBodies.tooLarge(announcedBytes, bodyBytesMax, bodyLimitName);
        }
        try (Room room = new Room()) {
            byte[] bytes = HttpBodies.read(in, announcedBytes, bodyBytesMax, bodyLimitName, room::grow);
            decode(
                    new PushBody(
                            kind,
                            contentType,
                            contentEncoding,
                            bytes,
                            decompressedBytes(kind, contentType, contentEncoding, bytes)),
                    consumer);
        }
    }

    /** Memory for a body as it comes, reserved bit by bit, since some do not say how long they will be. */
    private final class Room implements AutoCloseable {
        private final List<MemoryBudget.Reservation> parts = new ArrayList<>();

        void grow(long bytes) {
            parts.add(sent.reserve(bytes, patience));
        }

        @Override
        public void close() {
            parts.forEach(MemoryBudget.Reservation::close);
        }
    }

    /** Decodes with as much room as was guessed, and with all that a body may have where that was too little. */
    private void decode(PushBody body, Consumer<PushBody> consumer) {
        try {
            reserved(body, consumer);
        } catch (LodurException e) {
            boolean more = body.decompressedBytesMax() < decompressedBytesMax && isCompressed(body.contentEncoding());
            if (e.code() != ErrorCode.BODY_TOO_LARGE || !more) {
                throw e;
            }
            reserved(
                    new PushBody(
                            body.kind(),
                            body.contentType(),
                            body.contentEncoding(),
                            body.bytes(),
                            decompressedBytesMax),
                    consumer);
        }
    }

    private void reserved(PushBody body, Consumer<PushBody> consumer) {
        // Twice: once decompressed, once as a batch.
        try (MemoryBudget.Reservation _ = decoded.reserve(2 * body.decompressedBytesMax(), patience)) {
            consumer.accept(body);
        }
    }

    private static boolean isCompressed(String contentEncoding) {
        return !contentEncoding.isEmpty() && !contentEncoding.equals("snappy");
    }

    /** What a body may become: what its snappy header says, its own size, or a multiple of it. */
    private long decompressedBytes(PushKind kind, String contentType, String contentEncoding, byte[] bytes) {
        if (isCompressed(contentEncoding)) {
            long guess = Math.max(DECOMPRESSED_BYTES_GUESS, (long) bytes.length * EXPANSION_GUESS);
            return Math.min(
                    decompressedBytesMax, contentEncoding.equals("gzip") ? Math.max(guess, gzipLength(bytes)) : guess);
        }
        boolean snappy = kind != PushKind.OTLP && !contentType.startsWith("application/json");
        long length = snappy ? Math.max(bytes.length, snappyLength(bytes)) : bytes.length;
        if (length > decompressedBytesMax) {
            throw new LodurException(
                    ErrorCode.BODY_TOO_LARGE,
                    "request body too large: " + length + " bytes decompressed, limit: " + decompressedBytesMax
                            + " bytes (" + decompressedLimitName + "); send smaller batches");
        }
        return length;
    }

    /** The length in a gzip file's last four bytes (RFC 1952, ISIZE); no more than a hint. */
    private static long gzipLength(byte[] bytes) {
        long length = 0;
        for (int i = 1; i <= Math.min(4, bytes.length); i++) {
            length = length << 8 | (bytes[bytes.length - i] & 0xff);
        }
        return length;
    }

    /** The length in a snappy block's header; 0 where there is none, which the decoder will complain about. */
    private static long snappyLength(byte[] bytes) {
        long length = 0;
        for (int i = 0; i < Math.min(5, bytes.length); i++) {
            length |= (bytes[i] & 0x7fL) << (7 * i);
            if (bytes[i] >= 0) {
                return length;
            }
        }
        return 0;
    }
}
