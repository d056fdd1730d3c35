package dev.lodur.wal;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Told what happens in a log, for metrics and the operator's log. Some calls come under the log's lock: they must be short and must
 * not call the log.
 */
public interface WalListener {
    /** Does nothing. */
    WalListener NONE = new WalListener() {};

    /**
     * Bytes that were durable cannot be read: records are lost. Their file stays, and gets the suffix {@code .corrupt}
     * when the log would remove it. Reported again by every replay until then.
     *
     * @param lengthBytes damaged bytes; 0 where the file ends too early or is missing
     */
    default void corrupt(Path file, long offset, long lengthBytes, String reason) {}

    /** Bytes that were never acknowledged are not whole, as is normal after a loss of power; they are skipped. */
    default void torn(Path file, long offset, long lengthBytes) {}

    /** One force made records durable. */
    default void forced(long records, long durationNanos) {}

    /** A force failed; its file is sealed, its records since the last force are not acknowledged. */
    default void forceFailed(Path file, IOException failure) {}

    /** A write failed, as on a full disk; its file is sealed. */
    default void writeFailed(Path file, IOException failure) {}
}
