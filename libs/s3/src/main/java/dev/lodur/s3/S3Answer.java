package dev.lodur.s3;

import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The answer to a get, with its bytes read while the request's time runs.
 *
 * @param sizeBytes as the answer's head promises
 * @param readBytes as there were; fewer where the connection was cut
 * @param contentRange empty where the answer is the whole object
 */
record S3Answer(byte[] bytes, String etag, long sizeBytes, long readBytes, String contentRange) {
    /** For the time that an answer may take whose size is not known before. */
    static final long WHOLE_BYTES_EXPECTED = 4 << 20;

    private static final byte[] NONE = new byte[0];

    static S3Answer readAll(GetObjectResponse response, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(Math.toIntExact(response.contentLength()));
        return new S3Answer(bytes, response.eTag(), response.contentLength(), bytes.length, "");
    }

    static S3Answer readInto(GetObjectResponse response, InputStream in, byte[] into, int offset, int length)
            throws IOException {
        int read = in.readNBytes(into, offset, (int) Math.min(length, response.contentLength()));
        String range = response.contentRange() == null ? "" : response.contentRange();
        return new S3Answer(NONE, response.eTag(), response.contentLength(), read, range);
    }

    /** Whether the bytes are those from an offset on. */
    boolean isRange(long offset) {
        return contentRange.startsWith("bytes " + offset + "-");
    }
}
