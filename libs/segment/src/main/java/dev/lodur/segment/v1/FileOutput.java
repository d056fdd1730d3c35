package dev.lodur.segment.v1;

import dev.lodur.model.file.AppendFile;
import java.io.IOException;
import java.util.zip.CRC32C;

/** The file that is written, with the checksum of all that went into it. Not thread-safe. */
final class FileOutput {
    private final AppendFile file;
    private final CRC32C crc = new CRC32C();
    private long sizeBytes;

    FileOutput(AppendFile file) {
        this.file = file;
    }

    void write(byte[] bytes) throws IOException {
        write(bytes, bytes.length);
    }

    void write(byte[] bytes, int length) throws IOException {
        file.write(bytes, 0, length);
        crc.update(bytes, 0, length);
        sizeBytes += length;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    int crc32c() {
        return (int) crc.getValue();
    }
}
