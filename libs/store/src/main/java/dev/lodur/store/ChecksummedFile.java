package dev.lodur.store;

import dev.lodur.model.file.AppendFile;
import java.io.IOException;
import java.util.zip.CRC32C;

/** A file whose CRC32C is kept while it is written. */
final class ChecksummedFile implements AppendFile {
    private final AppendFile file;
    private final CRC32C crc = new CRC32C();

    ChecksummedFile(AppendFile file) {
        this.file = file;
    }

    /** CRC32C of what was written so far. */
    int checksum() {
        return (int) crc.getValue();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        file.write(bytes, offset, length);
        crc.update(bytes, offset, length);
    }

    @Override
    public long sizeBytes() {
        return file.sizeBytes();
    }

    @Override
    public void force() throws IOException {
        file.force();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
