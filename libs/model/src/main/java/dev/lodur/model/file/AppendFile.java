package dev.lodur.model.file;

import java.io.Closeable;
import java.io.IOException;

/**
 * A file that is being written at its end, by one thread at a time. A {@link #force} may run beside a write; it covers at
 * least what was written before it began. An interrupt of the thread does no harm to the file.
 */
public interface AppendFile extends Closeable {
    /** Writes the whole range behind what was written before. */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Bytes written so far, forced or not. */
    long sizeBytes();

    /**
     * Makes all that was written survive a loss of power. A failure is final: nobody knows what is on the disk, and a
     * second attempt may succeed without having written anything, so the caller gives the file up.
     */
    void force() throws IOException;

    /** Closes the file without forcing it. */
    @Override
    void close() throws IOException;
}
