package dev.lodur.compaction.retention;

import dev.lodur.model.file.AppendFile;
import java.io.ByteArrayOutputStream;

/** A file that is an array. */
final class ByteFile implements AppendFile {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    byte[] content() {
        return bytes.toByteArray();
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        bytes.write(from, offset, length);
    }

    @Override
    public long sizeBytes() {
        return bytes.size();
    }

    @Override
    public void force() {}

    @Override
    public void close() {}
}
