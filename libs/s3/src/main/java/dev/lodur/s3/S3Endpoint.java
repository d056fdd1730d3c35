package dev.lodur.s3;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where a bucket's server is, from how a configuration file names it. */
public final class S3Endpoint {
    private S3Endpoint() {}

    /**
     * The address with its scheme.
     *
     * @param endpoint host and port, with or without scheme
     * @param insecure whether http is meant where the endpoint has no scheme; https else
     * @throws LodurException {@link ErrorCode#INVALID_REQUEST} when the endpoint names no host, or another scheme
     */
    public static URI uri(String endpoint, boolean insecure) {
        String address = endpoint.contains("://") ? endpoint : (insecure ? "http://" : "https://") + endpoint;
        try {
            URI uri = URI.create(address);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw invalid(endpoint, e);
        }
        throw invalid(endpoint, null);
    }

    private static LodurException invalid(String endpoint, @Nullable Throwable cause) {
        return new LodurException(
                ErrorCode.INVALID_REQUEST,
                "s3 endpoint '" + endpoint
                        + "' is no address: write it as host, host:port, http://host or https://host",
                cause);
    }
}
