package dev.lodur.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collections;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedServersTest {
    @TempDir
    private Path folder;

    @Test
    void withoutAWordTheSystemDecides() {
        assertThat(TrustedServers.of(false, "")).isEmpty();
    }

    @Test
    void everybodyIsBelievedWhereThatIsAskedFor() throws Exception {
        X509TrustManager everybody = (X509TrustManager) TrustedServers.of(true, "")[0];

        everybody.checkServerTrusted(new X509Certificate[0], "RSA");
        assertThat(everybody.getAcceptedIssuers()).isEmpty();
    }

    @Test
    void whoIsSignedByTheFilesCertificatesIsBelieved() throws Exception {
        Certificate root = anyRoot();
        Path file = folder.resolve("ca.pem");
        String encoded = Base64.getMimeEncoder().encodeToString(root.getEncoded());
        Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");

        TrustManager[] managers = TrustedServers.of(false, file.toString());

        assertThat(((X509TrustManager) managers[0]).getAcceptedIssuers()).containsExactly((X509Certificate) root);
    }

    @Test
    void aFileThatHoldsNoCertificatesIsNamed() throws IOException {
        Path file = folder.resolve("ca.pem");
        Files.writeString(file, "-----BEGIN CERTIFICATE-----\nnothing\n-----END CERTIFICATE-----\n");

        assertThatThrownBy(() -> TrustedServers.of(false, file.toString()))
                .isInstanceOfSatisfying(LodurException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                    assertThat(e.text()).contains("ca_file", file.toString());
                });
        assertThatThrownBy(
                        () -> TrustedServers.of(false, folder.resolve("missing").toString()))
                .hasMessageContaining("missing");
    }

    /** One of those that come with the JDK. */
    private static Certificate anyRoot() throws Exception {
        Path store = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
        KeyStore roots = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        return roots.getCertificate(Collections.list(roots.aliases()).getFirst());
    }
}
