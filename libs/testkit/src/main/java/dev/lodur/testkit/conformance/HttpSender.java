package dev.lodur.testkit.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Sends the requests of a suite to a server over HTTP/1.1. Thread-safe. */
public final class HttpSender implements AutoCloseable {
    private static final String FORM = "application/x-www-form-urlencoded";

    private static final Pattern PUSH = Pattern.compile("/loki/api/v1/push|/api/prom/push|/otlp/.*");

    private final URI pushBase;
    private final URI queryBase;
    private final Duration timeout;
    private final HttpClient client;

    public HttpSender(URI base, Duration timeout) {
        this(base, base, timeout);
    }

    /** Sends pushes to one base URL and all else to another, as a router in front of separate services does. */
    public HttpSender(URI pushBase, URI queryBase, Duration timeout) {
        this.pushBase = pushBase;
        this.queryBase = queryBase;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /** Sends one request; throws {@link IOException} where no answer comes in time. */
    public Answer send(Step step) throws IOException, InterruptedException {
        URI base = PUSH.matcher(step.path()).matches() ? pushBase : queryBase;
        String prefix = base.toString().replaceFirst("/+$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(prefix + step.target()))
                .timeout(timeout)
                .method(step.method(), body(step));
        headers(step).forEach(request::setHeader);
        HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.body());
    }

    private static BodyPublisher body(Step step) {
        if (step.hasForm()) {
            return BodyPublishers.ofString(Step.encoded(step.form()));
        }
        if (!step.body().isMissingNode()) {
            return BodyPublishers.ofByteArray(BodyEncoder.encode(step.body()));
        }
        return step.method().equals("POST") ? BodyPublishers.ofByteArray(new byte[0]) : BodyPublishers.noBody();
    }

    private static Map<String, String> headers(Step step) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept-Encoding", "identity");
        if (step.hasForm()) {
            headers.put("Content-Type", FORM);
        }
        // Header values travel as bytes: each byte of UTF-8 as one character is what the client lets through.
        step.headers()
                .forEach((name, value) -> headers.put(
                        name, new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)));
        return headers;
    }

    @Override
    public void close() {
        client.close();
    }
}
