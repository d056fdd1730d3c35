package dev.lodur.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * A real S3 server in the test's own process, on a loopback port, with one bucket in memory; it checks signatures. Before
 * it stands an {@link S3Front}, which injects {@link #faults} and lets one request at a time write a key.
 *
 * <p>The lock is needed: s3proxy 4.1.0 over its memory alone, with 16 threads that each counted one object up five times by
 * {@code If-Match}, took two puts under one ETag now and then and ended at 73 instead of 80. {@code If-None-Match: *} let
 * one of 16 puts through in each of 20 rounds.
 */
public final class S3Server implements AutoCloseable {
    private static final String BUCKET = "logs";
    private static final String ACCESS_KEY_ID = "lodur-access";
    private static final String SECRET_ACCESS_KEY = "lodur-secret";

    private final BlobStore blobs;
    private final S3Proxy proxy;
    private final S3Front front;
    private final S3Faults faults = new S3Faults();

    private S3Server(BlobStore blobs, S3Proxy proxy) throws IOException {
        this.blobs = blobs;
        this.proxy = proxy;
        this.front = new S3Front(proxy.getPort(), faults, this::putUnconditionally);
    }

    /** Starts a server; it answers when this returns. */
    public static S3Server start() {
        try {
            BlobStore blobs = new TransientNio2BlobStore();
            blobs.createContainer(BUCKET);
            S3Proxy proxy = S3Proxy.builder()
                    .blobStore(blobs)
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY_ID, SECRET_ACCESS_KEY)
                    .stopTimeout(0)
                    .build();
            proxy.start();
            return new S3Server(blobs, proxy);
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not start", e);
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + front.port());
    }

    public String bucket() {
        return BUCKET;
    }

    public String accessKeyId() {
        return ACCESS_KEY_ID;
    }

    public String secretAccessKey() {
        return SECRET_ACCESS_KEY;
    }

    public S3Faults faults() {
        return faults;
    }

    /** The heads of all requests so far, in the order of their arrival. */
    List<HttpHead> requests() {
        return front.requests();
    }

    /** How many requests of an HTTP method have arrived so far. */
    public long requestCount(String method) {
        return requests().stream()
                .filter(request -> request.method().equals(method))
                .count();
    }

    private HttpAnswer putUnconditionally(HttpHead request, byte[] body) {
        String key = request.target().substring(("/" + BUCKET + "/").length());
        PutObjectRequest put = PutObjectRequest.builder()
                .bucket(BUCKET)
                .key(key)
                .contentLength((long) body.length)
                .build();
        String etag = blobs.putBlob(put, new ByteArrayInputStream(body)).eTag();
        return HttpAnswer.of(200, List.of("ETag: " + etag), "");
    }

    @Override
    public void close() {
        stop();
    }

    /** Ends the server with all connections and objects. */
    public void stop() {
        try {
            front.close();
            proxy.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not stop", e);
        }
    }
}
