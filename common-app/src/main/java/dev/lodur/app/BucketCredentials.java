package dev.lodur.app;

import dev.lodur.config.LokiConfig;
import dev.lodur.config.StorageConfig;
import dev.lodur.http.Reloadable;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The keys of the bucket, which may change while the process runs: the next request is signed with those of the last
 * reload. Where the configuration has none they are looked for where Amazon's own tools look. Thread-safe.
 */
final class BucketCredentials implements AwsCredentialsProvider, Reloadable {
    private static final List<String> SECTIONS = List.of("storage_config.", "common.storage.");
    private static final Pattern KEYS = Pattern.compile(".*\\.(access_key_id|secret_access_key|session_token|s3)");

    private volatile AwsCredentialsProvider current;

    BucketCredentials(StorageConfig.ObjectStore store) {
        this.current = provider(store);
    }

    private static AwsCredentialsProvider provider(StorageConfig.ObjectStore store) {
        return switch (store) {
            case StorageConfig.S3 s3 -> provider(s3);
            case StorageConfig.Filesystem folder -> AnonymousCredentialsProvider.create();
        };
    }

    private static AwsCredentialsProvider provider(StorageConfig.S3 s3) {
        String key = s3.accessKeyId().value();
        if (key.isEmpty()) {
            return DefaultCredentialsProvider.builder().build();
        }
        String secret = s3.secretAccessKey().value();
        String session = s3.sessionToken().value();
        return StaticCredentialsProvider.create(
                session.isEmpty()
                        ? AwsBasicCredentials.create(key, secret)
                        : AwsSessionCredentials.create(key, secret, session));
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return current.resolveCredentials();
    }

    @Override
    public boolean takes(String key) {
        return SECTIONS.stream().anyMatch(key::startsWith) && KEYS.matcher(key).matches();
    }

    @Override
    public void reload(LokiConfig now) {
        current = provider(now.storage().store());
    }
}
