package dev.lodur.querier.cluster;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Hands requests on to the service that owns what they ask for, and brings its answers back as they are. Thread-safe;
 * calls block.
 */
final class Forwarder {
    /** On requests that were handed on once: they go no further. */
    static final String FORWARDED = "X-Lodur-Forwarded";

    /** What of a request its owner needs to know. */
    static final List<String> PASSED_HEADERS = List.of("X-Scope-OrgID", "Content-Type", "Accept");

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final String owner;
    private final Supplier<Optional<String>> address;
    private final HttpClient client;

    /**
     * A request as it came.
     *
     * @param pathAndQuery begins with a slash
     */
    record Request(String method, String pathAndQuery, Map<String, String> headers, byte[] body) {}

    /**
     * @param owner the service, for texts
     * @param address where it is now, {@code host:port} with its path prefix; empty where there is none
     */
    Forwarder(String owner, Supplier<Optional<String>> address, HttpClient client) {
        this.owner = owner;
        this.address = address;
        this.client = client;
    }

    /** An {@code UNAVAILABLE} where there is no owner, or it does not answer. */
    HttpResponse<byte[]> forward(Request request) {
        if (request.headers().containsKey(FORWARDED)) {
            throw new LodurException(ErrorCode.UNAVAILABLE, "this service is not the " + owner);
        }
        String place = address.get()
                .orElseThrow(() -> new LodurException(
                        ErrorCode.UNAVAILABLE, "no " + owner + " answers its checks in consul: start one"));
        try {
            return client.send(request(place, request), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new LodurException(
                    ErrorCode.UNAVAILABLE, "the " + owner + " at " + place + " does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LodurException(ErrorCode.CANCELLED, "cancelled while asking the " + owner, e);
        }
    }

    private static HttpRequest request(String place, Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://" + place + request.pathAndQuery()))
                .timeout(TIMEOUT)
                .method(
                        request.method(),
                        request.body().length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(request.body()))
                .header(FORWARDED, "1");
        for (String name : PASSED_HEADERS) {
            String value = request.headers().get(name);
            if (value != null) {
                builder.header(name, value);
            }
        }
        return builder.build();
    }
}
