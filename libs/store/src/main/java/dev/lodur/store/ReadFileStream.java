package dev.lodur.store;

import dev.lodur.model.file.ReadFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The bytes of a {@link ReadFile} as a stream, unbuffered: readers bring arrays of a sensible size. */
final class ReadFileStream extends InputStream {
    private final ReadFile file;
    private final long sizeBytes;
    private long position;

    ReadFileStream(ReadFile file) throws IOException {
        this.file = file;
        this.sizeBytes = file.sizeBytes();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        int count = (int) Math.min(length, sizeBytes - position);
        if (count == 0) {
            return length == 0 ? 0 : -1;
        }
        file.read(position, into, offset, count);
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
