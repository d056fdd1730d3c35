package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tails of the packaged application, as Grafana and logcli open them. */
class TailIT {
    private static final String WEB = "{app=\"web\"}";

    @TempDir
    Path folder;

    private final long nowNanos = System.currentTimeMillis() * 1_000_000;

    @Test
    void theHistoryComesFirstThenLiveLinesAndPings() {
        try (LodurProcess lodur = LodurProcess.start(folder)) {
            // given
            push(lodur, "web", -2, "second", "\"trace\":\"t\"");
            push(lodur, "web", -3, "first", "");
            push(lodur, "db", -1, "other", "");

            try (TailClient client = TailClient.open(lodur.base(), WEB + " |~ \"first|second|live\"", "");
                    TailClient categorized = TailClient.open(
                            lodur.base(),
                            WEB,
                            "&start=" + (nowNanos - 2_500_000_000L),
                            "X-Loki-Response-Encoding-Flags",
                            "categorize-labels");
                    TailClient legacy =
                            TailClient.at(lodur.base() + "/api/prom/tail", WEB, "&regexp=live&delay_for=1")) {
                // when
                client.awaitLines(2);
                categorized.awaitLines(1);
                push(lodur, "web", 0, "live", "");
                push(lodur, "db", 0, "live of another stream", "");

                // then
                assertThat(client.awaitLines(3)).containsExactly("first", "second", "live");
                assertThat(categorized.awaitLines(2)).containsExactly("second", "live");
                JsonNode frame = categorized.frames().getFirst();
                assertThat(frame.path("encodingFlags").toString()).isEqualTo("[\"categorize-labels\"]");
                assertThat(frame.path("streams")
                                .get(0)
                                .path("values")
                                .get(0)
                                .get(2)
                                .toString())
                        .contains("\"structuredMetadata\":{", "\"trace\":\"t\"");
                assertThat(client.frames().getFirst().has("encodingFlags")).isFalse();
                client.awaitPings(2);
                await(() -> !legacy.frames().isEmpty());
                assertThat(legacy.frames()
                                .getFirst()
                                .path("streams")
                                .get(0)
                                .path("entries")
                                .get(0)
                                .path("line")
                                .asText())
                        .isEqualTo("live");
                assertThat(lodur.get("/metrics").body()).contains("loki_querier_tail_active 3.0");
            }
            await(() -> lodur.get("/metrics").body().contains("loki_querier_tail_active 0.0")
                    && lodur.get("/metrics").body().contains("lodur_ingester_tails 0.0"));
        }
    }

    @Test
    void whatIsWrongIsSaidBeforeTheUpgradeAsPlainHttp() {
        try (LodurProcess lodur = LodurProcess.start(folder, "-auth.enabled=true")) {
            assertRefused(401, () -> TailClient.open(lodur.base(), WEB, ""));
            assertRefused(400, () -> TailClient.open(lodur.base(), "{app=", "", "X-Scope-OrgID", "a"));
            assertRefused(400, () -> TailClient.open(lodur.base(), "rate(" + WEB + "[1m])", "", "X-Scope-OrgID", "a"));
            assertRefused(400, () -> TailClient.open(lodur.base(), WEB, "&delay_for=6", "X-Scope-OrgID", "a"));
            assertRefused(400, () -> TailClient.open(lodur.base(), WEB, "", "X-Scope-OrgID", "a|b"));

            assertThat(lodur.get("/loki/api/v1/tail?query=%7Bapp%3D%22x%22%7D", "X-Scope-OrgID", "a")
                            .body())
                    .isEqualTo("Bad Request\n");
            assertThat(lodur.get("/api/prom/tail?query=%7Bapp", "X-Scope-OrgID", "a")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(lodur.get("/loki/api/v1/tail?query=%7Bapp%3D%22x%22%7D").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void tailsAreLimitedByTenantAndTimeAndEndWithTheProcess() {
        LodurProcess lodur = LodurProcess.begin(Launch.standalone(
                folder,
                List.of("-Xmx256m"),
                "-server.path-prefix=/behind",
                "-querier.max-concurrent-tail-requests=1",
                "-querier.tail-max-duration=3s"));
        await(() -> isReady(lodur, "/behind/ready"));
        String base = lodur.base() + "/behind";
        try (TailClient first = TailClient.open(base, WEB, "")) {
            assertRefused(400, () -> TailClient.open(base, WEB, ""));
            assertThat(first.awaitEnd()).isEqualTo(new TailClient.End(1011, "reached tail max duration limit"));
            try (TailClient second = TailClient.open(base, WEB, "")) {
                second.awaitPings(1);
                long startNanos = System.nanoTime();
                lodur.close();
                assertThat(second.awaitEnd()).isEqualTo(new TailClient.End(1001, "the querier is stopping"));
                assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(20));
            }
        } finally {
            lodur.kill();
        }
    }

    @Test
    void aClientThatReadsNothingHoldsUpNobodyAndTakesNoMemory() throws IOException {
        try (LodurProcess lodur = LodurProcess.start(
                folder, "-distributor.ingestion-rate-limit-mb=1000", "-distributor.ingestion-burst-size-mb=1000")) {
            URI base = URI.create(lodur.base());
            try (Socket socket = new Socket()) {
                // given
                socket.setReceiveBufferSize(4096);
                socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
                socket.getOutputStream().write(upgrade().getBytes(StandardCharsets.UTF_8));
                await(() -> lodur.get("/metrics").body().contains("lodur_ingester_tails 1.0"));

                // when
                for (int i = 0; i < 60; i++) {
                    push(lodur, "web\", \"part\":\"" + i % 6, i, "x".repeat(200_000), "");
                    push(lodur, "web\", \"part\":\"" + i % 6, i, "y".repeat(200_000), "");
                }

                // then
                await(() -> droppedRows(lodur) > 0);
            }
            await(() -> lodur.get("/metrics").body().contains("loki_querier_tail_active 0.0"));
        }
    }

    private static String upgrade() {
        return "GET /loki/api/v1/tail?query=%7Bapp%3D%22web%22%7D HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Version: 13\r\n\r\n";
    }

    private static double droppedRows(LodurProcess lodur) {
        return lodur.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("lodur_querier_tail_dropped_rows_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static boolean isReady(LodurProcess lodur, String path) {
        try {
            return lodur.get(path).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private void push(LodurProcess lodur, String app, int seconds, String line, String metadata) {
        String body = "{\"streams\":[{\"stream\":{\"app\":\"" + app + "\"},\"values\":[[\""
                + (nowNanos + seconds * 1_000_000_000L) + "\",\"" + line + "\",{" + metadata + "}]]}]}";
        assertThat(lodur.post("/loki/api/v1/push", "application/json", body.getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(204);
    }

    private static void assertRefused(int status, ThrowingCallable open) {
        assertThatThrownBy(open)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(status));
    }

    private static void await(BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadlineNanos);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
