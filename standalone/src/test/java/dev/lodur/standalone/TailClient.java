package dev.lodur.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A websocket that keeps what a tail sends. */
public final class TailClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How the server has ended it. */
    public record End(int code, String text) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final AtomicInteger pings = new AtomicInteger();
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final WebSocket socket;

    private TailClient(URI uri, String... headers) {
        WebSocket.Builder builder = http.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        this.socket = builder.buildAsync(uri, new Listener()).join();
    }

    /**
     * @param base of a process, such as {@code http://127.0.0.1:3100}
     * @param parameters what follows the query, beginning with {@code &}
     */
    public static TailClient open(String base, String query, String parameters, String... headers) {
        return at(base + "/loki/api/v1/tail", query, parameters, headers);
    }

    static TailClient at(String path, String query, String parameters, String... headers) {
        String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
        return new TailClient(URI.create(path.replaceFirst("^http", "ws") + "?query=" + encoded + parameters), headers);
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                frames.add(read(text.toString()));
                text.setLength(0);
            }
            webSocket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
            pings.incrementAndGet();
            return WebSocket.Listener.super.onPing(webSocket, message);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            end.complete(new End(code, reason));
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            end.complete(new End(-1, error.toString()));
        }
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<JsonNode> frames() {
        return frames;
    }

    /** All lines so far, in the order in which they stand in the frames. */
    public List<String> lines() {
        return frames.stream()
                .flatMap(frame -> frame.path("streams").valueStream())
                .flatMap(stream -> stream.path("values").valueStream())
                .map(value -> value.get(1).asText())
                .toList();
    }

    public int pings() {
        return pings.get();
    }

    public List<String> awaitLines(int count) {
        await("there are only the lines " + lines(), () -> lines().size() >= count);
        return lines();
    }

    void awaitPings(int count) {
        await("only " + pings() + " pings came", () -> pings() >= count);
    }

    private void await(String otherwise, Supplier<Boolean> condition) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.get()) {
            if (System.nanoTime() > deadlineNanos || end.isDone()) {
                throw new AssertionError(otherwise + "; end: " + end.getNow(new End(0, "none")));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    public End awaitEnd() {
        try {
            return end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the server has not closed the tail", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Goes away as a browser's tab does. */
    @Override
    public void close() {
        socket.abort();
        http.close();
    }
}
