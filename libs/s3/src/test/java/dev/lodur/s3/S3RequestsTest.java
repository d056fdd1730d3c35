package dev.lodur.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class S3RequestsTest {
    private final AtomicReference<SdkHttpRequest> sent = new AtomicReference<>();

    /** Sees a request as it goes out, and stops it. */
    private final class Watcher implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            sent.set(context.httpRequest());
            throw new IllegalStateException("seen");
        }
    }

    @Test
    void thePayloadIsSignedOverHttpsToo() {
        try (S3Client client = S3Client.builder()
                .endpointOverride(URI.create("https://127.0.0.1:1"))
                .region(Region.of("auto"))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .overrideConfiguration(config -> config.addExecutionInterceptor(new Watcher()))
                .build()) {
            assertThatThrownBy(() -> client.putObject(
                            put -> put.bucket("logs")
                                    .key("key")
                                    .overrideConfiguration(new S3Requests(Duration.ofSeconds(5)).forBytes(5)),
                            RequestBody.fromString("hello")))
                    .hasStackTraceContaining("seen");
        }

        assertThat(sent.get().firstMatchingHeader("x-amz-content-sha256"))
                .contains("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(sent.get().firstMatchingHeader("Content-Encoding")).isEmpty();
        assertThat(sent.get().firstMatchingHeader("x-amz-trailer")).isEmpty();
    }

    @Test
    void aLongBodyHasTheTimeThatASlowLineNeeds() {
        S3Requests requests = new S3Requests(Duration.ofSeconds(30));

        assertThat(requests.forBytes(0).apiCallTimeout()).contains(Duration.ofSeconds(30));
        assertThat(requests.forBytes(256 << 20).apiCallTimeout()).contains(Duration.ofSeconds(30 + 4096));
    }
}
