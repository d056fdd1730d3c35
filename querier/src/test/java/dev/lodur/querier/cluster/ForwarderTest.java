package dev.lodur.querier.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForwarderTest {
    private final AtomicReference<String> seen = new AtomicReference<>("");
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer owner;

    @BeforeEach
    void start() throws IOException {
        owner = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        owner.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            seen.set(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-Scope-OrgID") + " "
                    + exchange.getRequestHeaders().getFirst("Cookie") + " "
                    + exchange.getRequestHeaders().getFirst(Forwarder.FORWARDED) + " " + body);
            byte[] answer = "no such request".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(404, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        owner.start();
    }

    @AfterEach
    void stop() {
        owner.stop(0);
        client.close();
    }

    private Forwarder forwarder() {
        return new Forwarder(
                "compactor", () -> Optional.of("127.0.0.1:" + owner.getAddress().getPort()), client);
    }

    private static Forwarder.Request request(Map<String, String> headers) {
        return new Forwarder.Request(
                "PUT", "/loki/api/v1/delete?query=%7B%7D", headers, "body".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void requestsArriveAsTheyWereMadeAndAnswersComeBackAsTheyAre() {
        HttpResponse<byte[]> answer = forwarder().forward(request(Map.of("X-Scope-OrgID", "team", "Cookie", "secret")));

        assertThat(seen).hasValue("PUT /loki/api/v1/delete?query=%7B%7D team null 1 body");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("no such request");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain");
    }

    @Test
    void whatWasForwardedOnceGoesNoFurther() {
        assertThatThrownBy(() -> forwarder().forward(request(Map.of(Forwarder.FORWARDED, "1"))))
                .hasMessageContaining("not the compactor");
        assertThat(seen).hasValue("");
    }

    @Test
    void aClusterWithoutTheOwnerSaysSo() {
        assertThatThrownBy(() -> new Forwarder("compactor", Optional::empty, client).forward(request(Map.of())))
                .hasMessageContaining("no compactor answers its checks");
    }

    @Test
    void anOwnerThatDoesNotAnswerIsNamed() {
        owner.stop(0);

        assertThatThrownBy(() -> forwarder().forward(request(Map.of())))
                .hasMessageContaining("the compactor at 127.0.0.1:")
                .hasMessageContaining("does not answer");
    }
}
