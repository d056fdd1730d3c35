package dev.lodur.segment;

import dev.lodur.model.file.AppendFile;
import java.io.ByteArrayOutputStream;

/** A file that is an array. */
final class MemoryFile implements AppendFile {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(byte[] from, int offset, int length) {
        bytes.write(from, offset, length);
    }

    @Override
    public long sizeBytes() {
        return bytes.size();
    }

    @Override
    public void force() {
        throw new AssertionError("the writer does not force");
    }

    @Override
    public void close() {
        throw new AssertionError("the writer does not close");
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
