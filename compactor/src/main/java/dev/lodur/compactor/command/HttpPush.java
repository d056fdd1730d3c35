package dev.lodur.compactor.command;

import dev.lodur.compaction.exchange.Import;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Pushes to a server's Loki endpoint, compressed. */
final class HttpPush implements Import.Push {
    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(60).toMillis();
    private static final int TEXT_BYTES_MAX = 4096;

    private final URI push;
    private final Tenant tenant;

    private HttpPush(URI push, Tenant tenant) {
        this.push = push;
        this.tenant = tenant;
    }

    /** To the server of a base URL; one that is none of HTTP is an {@link ErrorCode#INVALID_REQUEST}. */
    static HttpPush to(String server, Tenant tenant) {
        try {
            URI base = new URI(server);
            if (base.getHost() == null || !isHttp(base.getScheme())) {
                throw notAServer(server, null);
            }
            return new HttpPush(
                    URI.create((server.endsWith("/") ? server.substring(0, server.length() - 1) : server)
                            + "/loki/api/v1/push"),
                    tenant);
        } catch (URISyntaxException e) {
            throw notAServer(server, e);
        }
    }

    private static boolean isHttp(@Nullable String scheme) {
        return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    }

    private static LodurException notAServer(String server, @Nullable Throwable cause) {
        return new LodurException(
                ErrorCode.INVALID_REQUEST,
                "\"" + server + "\" is no server's URL: write one like http://localhost:3100",
                cause);
    }

    @Override
    public Import.Answer send(byte[] json) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) push.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("Content-Encoding", "gzip");
        connection.setRequestProperty("X-Scope-OrgID", tenant.id());
        byte[] body = compressed(json);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        int status = connection.getResponseCode();
        return new Import.Answer(status, text(connection, status), connection.getHeaderFieldLong("Retry-After", 0));
    }

    private static byte[] compressed(byte[] json) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json);
        }
        return bytes.toByteArray();
    }

    private static String text(HttpURLConnection connection, int status) throws IOException {
        try (InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            return in == null ? "" : new String(in.readNBytes(TEXT_BYTES_MAX), StandardCharsets.UTF_8);
        }
    }
}
