package dev.lodur.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodur.s3.S3Fault;
import dev.lodur.standalone.LodurCommand;
import dev.lodur.standalone.LodurProcess;
import dev.lodur.standalone.PushRequests;
import dev.lodur.standalone.Queries;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged compactor on its own: what operators see of it, and what keeps it from starting. */
class CompactorIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final S3Fault SLOW = new S3Fault.Slow(Duration.ofSeconds(2));

    @TempDir
    private Path folder;

    @Test
    void oneOfTwoLeadsAndShowsItsWork() throws Exception {
        Shape shape = Shape.HOME_LAB
                .withEdges(1, 0, 2)
                .withFlags("-compactor.segment-age-min=0s", "-compactor.retention-enabled=true");
        try (Cluster cluster = Cluster.start("compactor", shape);
                ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            // given
            Await.until("one leads", PATIENCE, () -> find(cluster, true) != null);
            LodurProcess leader = find(cluster, true);
            LodurProcess other = find(cluster, false);
            pushSegments(cluster, 4);

            // when
            cluster.bucket().faults().script("PUT", SLOW, SLOW);
            Future<HttpResponse<String>> merge =
                    others.submit(() -> leader.post("/compactor/compact", "text/plain", new byte[0]));

            // then
            Await.until("the merge is shown", PATIENCE, () -> json(leader).has("merge"));
            assertThat(json(leader).at("/merge/segments").asInt()).isEqualTo(4);
            assertThat(leader.get("/compactor").body()).contains("This process works.", "At work: 4 segments");
            assertThat(merge.get().statusCode()).isEqualTo(204);
            assertThat(json(leader).at("/catalogs/0/flushed_segments").asInt()).isZero();
            assertThat(leader.get("/compactor").body()).contains("No merge is at work.");
            assertStandsBy(other, leader);
            assertMeasured(leader);
        }
    }

    private static LodurProcess find(Cluster cluster, boolean leading) {
        return cluster.all(Role.COMPACTOR).stream()
                .map(Service::process)
                .filter(process -> json(process).path("leading").asBoolean() == leading)
                .findFirst()
                .orElse(null);
    }

    private static JsonNode json(LodurProcess compactor) {
        return new Queries(path -> compactor.get(path)).get("/compactor?format=json");
    }

    private static void pushSegments(Cluster cluster, int count) {
        long nowNanos = System.currentTimeMillis() * 1_000_000;
        for (int i = 0; i < count; i++) {
            byte[] body = PushRequests.snappy("{app=\"a\"}", List.of(new PushRequests.Line(nowNanos - i, "line " + i)));
            assertThat(cluster.distributor()
                            .process()
                            .post("/loki/api/v1/push", PushRequests.CONTENT_TYPE, body)
                            .statusCode())
                    .isEqualTo(204);
            cluster.flush();
            Await.until(
                    "the segment is stored",
                    PATIENCE,
                    () -> cluster.ingester(0)
                            .process()
                            .get("/metrics")
                            .body()
                            .contains("lodur_ingester_spool_bytes 0.0"));
        }
    }

    private static void assertStandsBy(LodurProcess other, LodurProcess leader) {
        String address = leader.base().substring("http://".length());
        assertThat(other.get("/compactor").body()).contains("This process stands by. Leading: " + address + ".");
        HttpResponse<String> refused = other.post("/compactor/compact", "text/plain", new byte[0]);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("this process does not lead, ask " + address);
    }

    private static void assertMeasured(LodurProcess leader) {
        assertThat(leader.get("/metrics").body())
                .contains(
                        "loki_boltdb_shipper_compactor_running 1.0",
                        "lodur_compactor_merges_total{level=\"1\"} 1.0",
                        "lodur_compactor_merge_failures_total",
                        "lodur_compactor_merge_progress_ratio",
                        "lodur_compactor_runs_total",
                        "lodur_bucket_bytes",
                        "loki_compactor_oldest_pending_delete_request_age_seconds",
                        "loki_compactor_apply_retention_operation_total",
                        "lodur_retention_removed_segments_total",
                        "lodur_bucket_requests_total");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limits_config: {retention_bytes: 2GB}                | and nothing would be removed: set compactor.retention_enabled to true",
                "compactor: {retention_enabled: true, retention_bytes: 9} | compactor.retention_bytes is 9B, expected at least",
                "limits_config: {retention_period: 31}                | limits_config.retention_period is",
            })
    void wrongRetentionKeepsItFromStarting(String yaml, String expected) throws Exception {
        Path file = Files.writeString(folder.resolve("loki.yml"), yaml);

        LodurCommand started = LodurCommand.run(
                Role.COMPACTOR.application(), Map.of(), List.of("-target=compactor", "-config.file=" + file));

        assertThat(started.exitStatus()).isEqualTo(1);
        assertThat(started.errors()).contains("loki.yml:1: ", expected).doesNotContain("\tat ");
    }
}
