package dev.lodur.compactor.command;

import dev.lodur.compaction.exchange.Import;
import dev.lodur.model.Tenant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;

/** Pushes to a server's Loki endpoint, compressed. */
final class HttpPush implements Import.Push {
    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(60).toMillis();
    private static final int TEXT_BYTES_MAX = 4096;

    private final URI push;
    private final Tenant tenant;

    HttpPush(URI server, Tenant tenant) {
        String base = server.toString();
        this.push =
                URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/loki/api/v1/push");
        this.tenant = tenant;
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
