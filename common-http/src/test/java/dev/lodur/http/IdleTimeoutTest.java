package dev.lodur.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.Router;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdleTimeoutTest {
    private static final int IDLE_MILLIS = 300;
    private static final int LONG_MILLIS = 1_000;
    private static final int PATIENCE_SECONDS = 10;

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final Buffer received = Buffer.buffer();
    private int port;

    @BeforeEach
    void start() throws Exception {
        Router router = Router.router(vertx);
        // As the application's server does until somebody reads.
        router.route().handler(routing -> {
            routing.request().pause();
            routing.next();
        });
        router.route().handler(IdleTimeout::filter);
        router.route("/long")
                .handler(routing -> vertx.setTimer(LONG_MILLIS, id -> {
                    routing.request().resume();
                    routing.end("there it is");
                }));
        router.route("/body")
                .handler(routing -> routing.request()
                        .resume()
                        .body()
                        .onSuccess(
                                body -> vertx.setTimer(LONG_MILLIS, id -> routing.end("thanks for " + body.length()))));
        HttpServer server = vertx.createHttpServer(
                        new HttpServerOptions().setIdleTimeout(IDLE_MILLIS).setIdleTimeoutUnit(TimeUnit.MILLISECONDS))
                .requestHandler(router);
        port = server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** What the client has got when the server closes the connection. */
    private String exchange(String request) throws Exception {
        NetSocket socket = vertx.createNetClient()
                .connect(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        socket.handler(received::appendBuffer);
        socket.closeHandler(end -> closed.complete(received.toString()));
        socket.write(request);
        return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void anAnswerMayTakeLongerThanAConnectionMayBeIdleAndThenThatCountsAgain() throws Exception {
        assertThat(exchange("GET /long HTTP/1.1\r\nHost: a\r\n\r\n"))
                .contains("200 OK")
                .endsWith("there it is");
    }

    @Test
    void theSecondAnswerOfAConnectionMayTakeLongToo() throws Exception {
        String get = "GET /long HTTP/1.1\r\nHost: a\r\n\r\n";
        assertThat(exchange(get + get).split("there it is", -1)).hasSize(3);
    }

    @Test
    void theAnswerToABodyThatHasComeMayTakeLong() throws Exception {
        assertThat(exchange("POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"))
                .endsWith("thanks for 3");
    }

    @Test
    void aConnectionWithoutARequestIsClosed() throws Exception {
        assertThat(exchange("")).isEmpty();
    }

    @Test
    void aRequestWhoseBodyDoesNotComeIsClosed() throws Exception {
        assertThat(exchange("POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc"))
                .isEmpty();
    }
}
