package dev.lodur.s3;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;
import software.amazon.awssdk.services.s3.auth.scheme.S3AuthSchemeParams;
import software.amazon.awssdk.services.s3.auth.scheme.S3AuthSchemeProvider;

/**
 * How every request is sent, whoever has made the client and however it is configured.
 *
 * <ul>
 *   <li>The payload is signed, over https too, in one piece: no {@code aws-chunked}, which R2 has refused.
 *   <li>No checksum headers or trailers beyond what an operation requires.
 *   <li>No retries: the library must not repeat a conditional put whose answer was lost, because the second answer is a
 *       412 although the object is there. Those who call know what a failure means and try again themselves.
 *   <li>Bounded in time: the patience, and for a body as long as it takes at {@link #BYTES_PER_SECOND_MIN}.
 * </ul>
 */
final class S3Requests {
    /** A connection slower than this is given up. */
    static final long BYTES_PER_SECOND_MIN = 64 << 10;

    private static final S3AuthSchemeProvider SIGNING = S3AuthSchemeProvider.defaultProvider();

    private final Duration patience;

    S3Requests(Duration patience) {
        this.patience = patience;
    }

    /** For a request whose body or answer has so many bytes. */
    AwsRequestOverrideConfiguration forBytes(long bodyBytes) {
        Duration timeout = patience.plusSeconds(bodyBytes / BYTES_PER_SECOND_MIN);
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(timeout)
                .addPlugin((SdkPlugin) S3Requests::plain)
                .build();
    }

    private static void plain(SdkServiceClientConfiguration.Builder config) {
        S3ServiceClientConfiguration.Builder s3 = (S3ServiceClientConfiguration.Builder) config;
        s3.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED);
        s3.responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        s3.authSchemeProvider(S3Requests::signed);
        s3.overrideConfiguration(s3.overrideConfiguration().toBuilder()
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .build());
    }

    private static List<AuthSchemeOption> signed(S3AuthSchemeParams request) {
        return SIGNING.resolveAuthScheme(request).stream()
                .map(option -> option.toBuilder()
                        .putSignerProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, true)
                        .putSignerProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, false)
                        .build())
                .toList();
    }
}
