package dev.lodur.store;

import dev.lodur.model.file.FileLayer;
import dev.lodur.model.file.ReadFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** The bytes of a put; they must not change until the put has returned, and may be read more than once. */
public sealed interface ObjectBody {
    long sizeBytes() throws IOException;

    /** The bytes from the beginning; the caller closes the stream. */
    InputStream open() throws IOException;

    /** A body in memory, of which the array is not copied. */
    record OfBytes(byte[] bytes) implements ObjectBody {
        @Override
        public long sizeBytes() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }

    /** A body in a file, streamed: the file is never in memory as a whole. */
    record OfFile(FileLayer files, Path file) implements ObjectBody {
        @Override
        public long sizeBytes() throws IOException {
            try (ReadFile reader = files.open(file)) {
                return reader.sizeBytes();
            }
        }

        @Override
        public InputStream open() throws IOException {
            return new ReadFileStream(files.open(file));
        }
    }
}
