package dev.lodur.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.config.CommandLine;
import dev.lodur.config.ConfigLoader;
import dev.lodur.config.LokiConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

class BucketCredentialsTest {
    private static final String SECTION = """
            common:
              storage:
                s3: {bucketnames: logs, endpoint: example.com, access_key_id: %s, secret_access_key: %s%s}
            """;

    @TempDir
    private Path folder;

    @Test
    void theNextRequestIsSignedWithTheKeysOfTheLastReload() throws IOException {
        BucketCredentials credentials =
                new BucketCredentials(config("first", "one", "").storage().store());
        assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo("first");

        credentials.reload(config("second", "two", ""));

        AwsCredentials now = credentials.resolveCredentials();
        assertThat(now.accessKeyId()).isEqualTo("second");
        assertThat(now.secretAccessKey()).isEqualTo("two");
    }

    @Test
    void aSessionTokenGoesAlong() throws IOException {
        BucketCredentials credentials = new BucketCredentials(
                config("id", "secret", ", session_token: token").storage().store());

        assertThat(credentials.resolveCredentials())
                .isInstanceOfSatisfying(
                        AwsSessionCredentials.class,
                        session -> assertThat(session.sessionToken()).isEqualTo("token"));
    }

    @Test
    void itTakesTheKeysOfTheBucketAndNoOthers() throws IOException {
        BucketCredentials credentials =
                new BucketCredentials(config("id", "secret", "").storage().store());

        assertThat(List.of(
                        "storage_config.aws.access_key_id",
                        "storage_config.aws.s3",
                        "common.storage.s3.secret_access_key"))
                .allMatch(credentials::takes);
        assertThat(List.of("storage_config.aws.bucketnames", "server.http_listen_port", "common.storage.s3.endpoint"))
                .noneMatch(credentials::takes);
    }

    private LokiConfig config(String key, String secret, String more) throws IOException {
        Path file = folder.resolve("loki.yml");
        Files.writeString(file, SECTION.formatted(key, secret, more));
        return new ConfigLoader(CommandLine.parse(List.of("-config.file=" + file)), Map.of(), Map.of(), null)
                .load()
                .config();
    }
}
