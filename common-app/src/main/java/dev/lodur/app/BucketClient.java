package dev.lodur.app;

import dev.lodur.config.StorageConfig;
import dev.lodur.s3.S3Endpoint;
import dev.lodur.s3.S3ObjectStore;
import dev.lodur.s3.S3WriteOptions;
import java.time.Duration;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes the client of a bucket as the configuration describes it. */
final class BucketClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** What R2 calls its only region; servers that have none do not mind. */
    private static final String NO_REGION = "auto";

    private BucketClient() {}

    static S3ObjectStore open(StorageConfig.S3 s3, BucketCredentials credentials) {
        S3ClientBuilder builder = S3Client.builder();
        if (!s3.endpoint().isEmpty()) {
            builder.endpointOverride(S3Endpoint.uri(s3.endpoint(), s3.insecure()));
        }
        S3Client client = builder.region(Region.of(s3.region().isEmpty() ? NO_REGION : s3.region()))
                .forcePathStyle(s3.pathStyle())
                .credentialsProvider(credentials)
                .httpClient(http(s3).build())
                .build();
        return new S3ObjectStore(
                client,
                s3.bucket(),
                new S3WriteOptions(s3.storageClass(), s3.sseType(), s3.sseKmsKeyId()),
                s3.timeout().isZero() ? PATIENCE : s3.timeout());
    }

    private static UrlConnectionHttpClient.Builder http(StorageConfig.S3 s3) {
        UrlConnectionHttpClient.Builder http = UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(s3.responseHeaderTimeout().isZero() ? PATIENCE : s3.responseHeaderTimeout());
        TrustManager[] trusted = TrustedServers.of(s3.insecureSkipVerify(), s3.caFile());
        return trusted.length == 0 ? http : http.tlsTrustManagersProvider(() -> trusted);
    }
}
