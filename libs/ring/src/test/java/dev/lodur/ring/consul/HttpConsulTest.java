package dev.lodur.ring.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.testkit.consul.ConsulAgent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real agent. */
class HttpConsulTest extends ConsulContract {
    @TempDir
    static Path folder;

    private static ConsulAgent agent;

    private final String prefix = "test/" + UUID.randomUUID() + "/";
    private final HttpConsul consul = new HttpConsul(agent.host(), "", Duration.ofSeconds(10), false);

    @BeforeAll
    static void start() {
        agent = ConsulAgent.start(folder);
    }

    @AfterAll
    static void stop() {
        if (agent != null) {
            agent.close();
        }
    }

    @Override
    Consul consul() {
        return consul;
    }

    @Override
    String prefix() {
        return prefix;
    }

    @Test
    void aCallThatWaitsWakesWithTheChange() {
        long index = consul.list(prefix, 0, Duration.ZERO).index();
        CompletableFuture<Consul.Seen<List<Consul.Entry>>> waiting =
                CompletableFuture.supplyAsync(() -> consul.list(prefix, index, Duration.ofSeconds(60)));

        consul.put(prefix + "woken", utf8("1"));

        assertThat(waiting.orTimeout(20, TimeUnit.SECONDS).join().value()).hasSize(1);
    }

    @Test
    void aSessionThatNobodyRenewsEnds() {
        String session = consul.createSession("short", Duration.ofSeconds(10));
        consul.acquire(prefix + "expiring", utf8("1"), session);

        await(
                Duration.ofSeconds(40),
                () -> get("expiring").orElseThrow().session().isEmpty());

        assertThat(consul.renewSession(session)).isFalse();
    }

    @Test
    void sessionsAndKeysSurviveARestartOfTheAgent() {
        String session = consul.createSession("lasting", Duration.ofSeconds(60));
        consul.acquire(prefix + "lasting", utf8("1"), session);

        agent.kill();
        assertThatThrownBy(() -> get("lasting"))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        agent.start();

        await(Duration.ofSeconds(20), () -> consul.renewSession(session));
        assertThat(get("lasting").orElseThrow().session()).isEqualTo(session);
    }

    @Test
    void aServiceIsHealthyWhenItsChecksPass() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/ready", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        try {
            consul.register(new ServiceDefinition(
                    "healthy-1",
                    "lodur-healthy",
                    "127.0.0.1",
                    port,
                    0,
                    "/ready",
                    List.of(),
                    Map.of(ServiceDefinition.GRPC_PORT, "4711"),
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(1)));

            await(
                    Duration.ofSeconds(20),
                    () -> !consul.healthy("lodur-healthy", 0, Duration.ZERO)
                            .value()
                            .isEmpty());
            assertThat(consul.healthy("lodur-healthy", 0, Duration.ZERO).value())
                    .containsExactly(new Consul.ServiceInstance("healthy-1", "127.0.0.1", port, 4711));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anAgentThatIsNotThereIsNamed() {
        HttpConsul nobody = new HttpConsul("http://127.0.0.1:1", "", Duration.ofSeconds(2), false);

        assertThatThrownBy(() -> nobody.put("a", "b".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(LodurException.class)
                .hasMessageContaining("consul at http://127.0.0.1:1 does not answer");
    }

    static void await(Duration patience, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadlineNanos);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
