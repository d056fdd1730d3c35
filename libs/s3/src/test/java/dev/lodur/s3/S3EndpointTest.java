package dev.lodur.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "account.r2.cloudflarestorage.com, false, https://account.r2.cloudflarestorage.com",
        "127.0.0.1:9000, true, http://127.0.0.1:9000",
        "http://minio:9000, false, http://minio:9000",
        "https://minio:9000, true, https://minio:9000"
    })
    void theSchemeIsTheEndpointsOwnOrFollowsInsecure(String endpoint, boolean insecure, String uri) {
        assertThat(S3Endpoint.uri(endpoint, insecure)).hasToString(uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ftp://host", "a b", "https://"})
    void whatIsNoAddressIsRefusedWithItsText(String endpoint) {
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> S3Endpoint.uri(endpoint, false))
                .withMessageContaining("'" + endpoint + "'")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }
}
