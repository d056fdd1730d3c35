package dev.lodur.testkit;

import dev.lodur.model.file.AppendFile;
import java.io.ByteArrayOutputStream;

/** A file that is written into an array. */
public final class ArrayFile implements AppendFile {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** What was written so far. */
    public byte[] content() {
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
