package dev.lodur.model.file;

import java.io.Closeable;
import java.io.IOException;

/** A file open for reading at any position; thread-safe. */
public interface ReadFile extends Closeable {
    long sizeBytes() throws IOException;

    /** Fills the whole range of the array from a position of the file; a file that ends before is an EOFException. */
    void read(long position, byte[] into, int offset, int length) throws IOException;

    @Override
    void close() throws IOException;
}
