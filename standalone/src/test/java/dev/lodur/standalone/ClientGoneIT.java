package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A query that nobody waits for any more ends soon and gives its place back. */
class ClientGoneIT {
    private static final int LINES = 50_000;
    private static final String SLOW_PART =
            "count_over_time({app=\"big\"} |~ \"([a-j]+[^k]*)+[k-z ]+([a-z]+)+[0-9]$\" [1h])";

    @TempDir
    Path folder;

    @Test
    void aQueryEndsWhenItsClientHasGone() throws IOException {
        try (LodurProcess lodur = LodurProcess.start(
                folder, "-distributor.ingestion-rate-limit-mb=1000", "-distributor.ingestion-burst-size-mb=1000")) {
            // given
            assertThat(lodur.post("/loki/api/v1/push", "application/json", lines())
                            .statusCode())
                    .isEqualTo(204);
            String query = String.join(" + ", Collections.nCopies(200, SLOW_PART));
            URI base = URI.create(lodur.base());

            // when
            try (Socket socket = new Socket(base.getHost(), base.getPort())) {
                String request = "GET /loki/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)
                        + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                await(lodur, "loki_query_scheduler_inflight_requests 1.0");
            }

            // then
            await(lodur, "loki_query_scheduler_inflight_requests 0.0");
            assertThat(lodur.get("/metrics").body())
                    .containsPattern(
                            "loki_logql_querystats_latency_seconds_count\\{[^}]*status_code=\"499\"[^}]*} 1.0");
        }
    }

    private static byte[] lines() {
        long nowNanos = System.currentTimeMillis() * 1_000_000;
        StringBuilder body = new StringBuilder("{\"streams\":[{\"stream\":{\"app\":\"big\"},\"values\":[");
        for (int i = 0; i < LINES; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("[\"")
                    .append(nowNanos - i)
                    .append("\",\"a line of some length, number ")
                    .append(i)
                    .append(" of many, abcdefghij klmnop\"]");
        }
        return body.append("]}]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void await(LodurProcess lodur, String metric) {
        long deadlineNanos = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!lodur.get("/metrics").body().contains(metric)) {
            assertThat(System.nanoTime()).as("waiting for %s", metric).isLessThan(deadlineNanos);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
