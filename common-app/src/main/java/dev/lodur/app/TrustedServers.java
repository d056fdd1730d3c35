package dev.lodur.app;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Which servers are believed to be who they say. */
final class TrustedServers {
    private TrustedServers() {}

    /**
     * Empty for those that the system trusts.
     *
     * @param all whether every server is believed
     * @param certificates a file of certificates in PEM that servers may be signed by; empty for none
     */
    static TrustManager[] of(boolean all, String certificates) {
        if (all) {
            return new TrustManager[] {new Everybody()};
        }
        return certificates.isEmpty() ? new TrustManager[0] : signedBy(Path.of(certificates));
    }

    private static TrustManager[] signedBy(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST,
                    "http_config.ca_file is \"" + file + "\", which cannot be read as certificates: " + e.getMessage(),
                    e);
        }
    }

    /** Asked for by {@code insecure_skip_verify}; extended, so that host names are not compared either. */
    private static final class Everybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
