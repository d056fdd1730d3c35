package dev.lodur.s3;

import dev.lodur.store.ObjectBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * A put's bytes as the library wants them: read once for the signature and once for the wire. The library does not close
 * what it has read, so one stream is open at a time, at most until this is closed. For one thread.
 */
final class S3Body implements ContentStreamProvider, AutoCloseable {
    static final String CONTENT_TYPE = "application/octet-stream";

    private final ObjectBody body;
    private @Nullable InputStream open;

    S3Body(ObjectBody body) {
        this.body = body;
    }

    @Override
    public InputStream newStream() {
        try {
            close();
            InputStream stream = body.open();
            open = stream;
            return stream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }
}
