package dev.lodur.standalone.nomad;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The proxy passes a websocket's upgrade on, and what both sides say afterwards. */
class FabioProxyTest {
    private static final String UPGRADE = "GET /loki/loki/api/v1/tail?query=x HTTP/1.1\r\nHost: a\r\n"
            + "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n";

    @Test
    void anUpgradeIsPassedOnWithoutThePrefix() throws IOException {
        try (ServerSocket querier = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                FabioProxy proxy = proxy(querier);
                Socket client = new Socket("127.0.0.1", URI.create(proxy.base()).getPort())) {
            CompletableFuture<String> seen =
                    CompletableFuture.supplyAsync(() -> echo(querier), Executors.newVirtualThreadPerTaskExecutor());
            client.getOutputStream().write((UPGRADE + "said later\n").getBytes(StandardCharsets.ISO_8859_1));

            BufferedReader answers = reader(client);
            assertThat(answers.readLine()).isEqualTo("HTTP/1.1 101 Switching Protocols");
            assertThat(answers.readLine()).isEqualTo("said later");
            assertThat(seen.join())
                    .startsWith("GET /loki/api/v1/tail?query=x HTTP/1.1\n")
                    .contains("Connection: Upgrade\nUpgrade: websocket\n");
        }
    }

    private static FabioProxy proxy(ServerSocket querier) {
        return FabioProxy.start(
                FabioRoutes.ofServices(), Map.of("querier", URI.create("http://127.0.0.1:" + querier.getLocalPort())));
    }

    /** Answers the upgrade, says once what it hears next, and returns the head of the request. */
    private static String echo(ServerSocket server) {
        try (Socket socket = server.accept()) {
            BufferedReader in = reader(socket);
            StringBuilder head = new StringBuilder();
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                head.append(line).append('\n');
            }
            String answer = "HTTP/1.1 101 Switching Protocols\n" + in.readLine() + "\n";
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            return head.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }
}
