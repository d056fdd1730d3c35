package dev.lodur.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where segments and catalogs lie: the object store of the schema's last period.
 *
 * @param prefix what the names of all objects start with; empty or with a slash at the end
 */
public record StorageConfig(ObjectStore store, String prefix) {

    /** One of the stores that Lodur can write to. */
    public sealed interface ObjectStore permits Filesystem, S3 {}

    /** A folder. */
    public record Filesystem(Path directory) implements ObjectStore {}

    /**
     * A bucket that is reached by S3's protocol.
     *
     * @param endpoint with or without scheme; empty for Amazon's own of the region
     * @param region empty where the endpoint does not ask for one
     * @param accessKeyId empty, as the secret then is, where the client finds credentials by itself
     * @param insecure whether http is used where the endpoint has no scheme
     * @param timeout of a whole request; zero for none
     * @param sseType {@code SSE-S3}, {@code SSE-KMS} or empty
     */
    public record S3(
            String bucket,
            String endpoint,
            String region,
            Secret accessKeyId,
            Secret secretAccessKey,
            Secret sessionToken,
            boolean insecure,
            boolean pathStyle,
            String storageClass,
            String sseType,
            String sseKmsKeyId,
            Duration timeout,
            Duration idleConnectionTimeout,
            Duration responseHeaderTimeout,
            boolean insecureSkipVerify,
            String caFile,
            int maxRetries)
            implements ObjectStore {

        S3 withRegion(String newRegion) {
            return new S3(
                    bucket,
                    endpoint,
                    newRegion,
                    accessKeyId,
                    secretAccessKey,
                    sessionToken,
                    insecure,
                    pathStyle,
                    storageClass,
                    sseType,
                    sseKmsKeyId,
                    timeout,
                    idleConnectionTimeout,
                    responseHeaderTimeout,
                    insecureSkipVerify,
                    caFile,
                    maxRetries);
        }

        S3 withCredentials(Secret newAccessKeyId, Secret newSecretAccessKey, Secret newSessionToken) {
            return new S3(
                    bucket,
                    endpoint,
                    region,
                    newAccessKeyId,
                    newSecretAccessKey,
                    newSessionToken,
                    insecure,
                    pathStyle,
                    storageClass,
                    sseType,
                    sseKmsKeyId,
                    timeout,
                    idleConnectionTimeout,
                    responseHeaderTimeout,
                    insecureSkipVerify,
                    caFile,
                    maxRetries);
        }
    }
}
