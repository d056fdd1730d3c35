package dev.lodur.distributor;

import dev.lodur.http.HttpBodies;
import dev.lodur.lokiapi.push.PushBody;
import dev.lodur.lokiapi.push.PushKind;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.MemoryBudget;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets bodies in by the memory that they take: as sent, decompressed, and as the batch made of them.
 *
 * <p>A body waits for room before it is read, and again before it is decompressed. One that can never have room is
 * refused with 413, one that waits too long with 503. Thread-safe.
 */
final class BodyAdmission {
    /** How many times its size a compressed body may become; small ones may become {@link #DECOMPRESSED_BYTES_MIN}. */
    private static final int EXPANSION_MAX = 50;

    private static final long DECOMPRESSED_BYTES_MIN = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String LIMIT_NAME =
            "the smaller of distributor.max_recv_msg_size and a quarter of the memory for bodies";

    private final MemoryBudget budget;
    private final long bodyBytesMax;
    private final long decompressedBytesMax;

    BodyAdmission(MemoryBudget budget, long configuredBytesMax, long configuredDecompressedBytesMax) {
        this.budget = budget;
        this.bodyBytesMax = Math.min(configuredBytesMax, budget.totalBytes() / 4);
        this.decompressedBytesMax = Math.min(configuredDecompressedBytesMax, budget.totalBytes() / 4);
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
            throw HttpBodies.tooLarge(announcedBytes, bodyBytesMax, LIMIT_NAME);
        }
        long expected = announcedBytes >= 0 ? announcedBytes : bodyBytesMax;
        try (MemoryBudget.Reservation raw = budget.reserve(expected, PATIENCE)) {
            byte[] bytes = HttpBodies.read(in, announcedBytes, bodyBytesMax, LIMIT_NAME);
            long decompressed = decompressedBytes(kind, contentType, contentEncoding, bytes);
            // Twice: once decompressed, once as a batch.
            try (MemoryBudget.Reservation decoded = budget.reserve(2 * decompressed, PATIENCE)) {
                consumer.accept(new PushBody(kind, contentType, contentEncoding, bytes, decompressed));
            }
        }
    }

    /** What a body may become: what its snappy header says, its own size, or a generous multiple. */
    private long decompressedBytes(PushKind kind, String contentType, String contentEncoding, byte[] bytes) {
        boolean plain = contentEncoding.isEmpty() || contentEncoding.equals("snappy");
        if (!plain) {
            return Math.min(
                    decompressedBytesMax, Math.max(DECOMPRESSED_BYTES_MIN, (long) bytes.length * EXPANSION_MAX));
        }
        boolean snappy = kind != PushKind.OTLP && !contentType.startsWith("application/json");
        long length = snappy ? Math.max(bytes.length, snappyLength(bytes)) : bytes.length;
        if (length > decompressedBytesMax) {
            throw new LodurException(
                    ErrorCode.BODY_TOO_LARGE,
                    "request body too large: " + length + " bytes decompressed, limit: " + decompressedBytesMax
                            + " bytes (the smaller of distributor.max_decompressed_size and a quarter of the memory for"
                            + " bodies)");
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
