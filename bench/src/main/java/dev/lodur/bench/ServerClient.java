package dev.lodur.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** The server that is measured, over HTTP/1.1. Thread-safe. */
final class ServerClient {
    private static final int CONNECTIONS = 4;
    private static final int ATTEMPTS_MAX = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final String base;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ServerClient(String base) {
        this.base = base;
    }

    /** Sends the bodies over four connections; returns when all are acknowledged. */
    void push(List<byte[]> bodies) throws InterruptedException, ExecutionException {
        try (ExecutorService executor = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> pushes = new ArrayList<>();
            for (byte[] body : bodies) {
                pushes.add(executor.submit(() -> pushOne(body)));
            }
            for (Future<?> push : pushes) {
                push.get();
            }
        }
    }

    private void pushOne(byte[] body) {
        HttpRequest request = request("/loki/api/v1/push")
                .header("Content-Type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        for (int attempt = 0; ; attempt++) {
            int status = send(request).statusCode();
            if (status == 204) {
                return;
            }
            if (attempt == ATTEMPTS_MAX || status < 429) {
                throw new IllegalStateException("push answered " + status);
            }
        }
    }

    /** Brings all that is in memory to disk; the bucket follows in the background. */
    void flush() {
        send(request("/flush").POST(HttpRequest.BodyPublishers.noBody()).build());
    }

    /** Merges all that may be merged; returns when that is done. A round that is at work is waited for. */
    void compact() {
        HttpRequest request = request("/compactor/compact")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = send(request);
        while (answer.statusCode() == 409) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            answer = send(request);
        }
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException("merging answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    HttpResponse<String> getJson(String path) {
        return send(request(path).header("Accept", "application/json").GET().build());
    }

    HttpResponse<String> get(String pathAndQuery) {
        return send(request(pathAndQuery).GET().build());
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(base + pathAndQuery)).timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
