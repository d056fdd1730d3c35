package dev.lodur.bench;

import dev.lodur.model.file.AppendFile;
import java.io.ByteArrayOutputStream;

/** A file that is an array. */
final class MemoryFile implements AppendFile {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(8 << 20);

    @Override
    public void write(byte[] source, int offset, int length) {
        bytes.write(source, offset, length);
    }

    @Override
    public long sizeBytes() {
        return bytes.size();
    }

    @Override
    public void force() {}

    @Override
    public void close() {}

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
