package dev.lodur.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodur.standalone.LodurProcess;
import dev.lodur.standalone.PushRequests;
import dev.lodur.standalone.Queries;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The querier's address suffices for all that is not a push: it hands on what others own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OneBaseUrlIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String OVERRIDES_KEY = "lodur/overrides.yaml";
    private static final String FORM = "application/x-www-form-urlencoded";

    private Cluster cluster;
    private LodurProcess querier;

    @BeforeAll
    void start() {
        cluster = Cluster.start(
                "one-base-url",
                Shape.HOME_LAB
                        .withIngesters(2, 1)
                        .withEdges(1, 2, 1)
                        .withSections("consul_kv: {overrides_key: " + OVERRIDES_KEY
                                + "}\nquerier: {spread_min_size: 1B}\n" + "compactor: {retention_enabled: true}"));
        querier = cluster.querier().process();
    }

    @AfterAll
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    @Order(1)
    void aFlushReachesEveryIngester() {
        // given
        long nowNanos = System.currentTimeMillis() * 1_000_000;
        for (int i = 0; i < 20; i++) {
            push("{app=\"flush\", stream=\"" + i + "\"}", nowNanos + i, "line " + i);
        }

        // when
        HttpResponse<String> flushed = querier.post("/flush", "text/plain", new byte[0]);

        // then
        assertThat(flushed.statusCode()).as(flushed.body()).isEqualTo(204);
        Await.until(
                "all lines are in the bucket",
                PATIENCE,
                () -> cluster.all(Role.INGESTER).stream()
                        .allMatch(ingester ->
                                ingester.process().get("/metrics").body().contains("lodur_ingester_spool_bytes 0.0")));
        assertThat(new Queries(path -> querier.get(path)).forward("{app=\"flush\"}", nowNanos, nowNanos + 1_000))
                .hasSize(20);
    }

    @Test
    @Order(2)
    void aQueryIsSharedAmongTheQueriers() {
        // given
        long nowNanos = System.currentTimeMillis() * 1_000_000;
        for (int flush = 0; flush < 3; flush++) {
            for (int i = 0; i < 10; i++) {
                push("{app=\"shared\", stream=\"" + i + "\"}", nowNanos + 10 * flush + i, "line " + i);
            }
            querier.post("/flush", "text/plain", new byte[0]);
        }
        Await.until("another querier takes a part", PATIENCE, () -> {
            assertThat(new Queries(path -> querier.get(path)).forward("{app=\"shared\"}", nowNanos, nowNanos + 1_000))
                    .hasSize(30);
            return cluster.all(Role.QUERIER)
                    .getLast()
                    .process()
                    .get("/metrics")
                    .body()
                    .lines()
                    .anyMatch(line -> line.startsWith("lodur_querier_parts_total{direction=\"taken\"}"));
        });
    }

    @Test
    @Order(3)
    void theCompactorsPageAndWhatTenantsAskOfItAreAnsweredByTheCompactor() {
        Await.until(
                "the compactor is found",
                PATIENCE,
                () -> querier.get("/compactor").statusCode() == 200);

        assertThat(querier.get("/compactor").body()).contains("Compactor");
        assertThat(querier.get("/loki/api/v1/delete").statusCode())
                .isEqualTo(cluster.all(Role.COMPACTOR)
                        .getFirst()
                        .process()
                        .get("/loki/api/v1/delete")
                        .statusCode());
        assertThat(querier.get("/loki/api/v1/rules").statusCode())
                .isEqualTo(cluster.all(Role.COMPACTOR)
                        .getFirst()
                        .process()
                        .get("/loki/api/v1/rules")
                        .statusCode());
    }

    @Test
    @Order(4)
    void aDeleteRequestHidesLinesOfIngestersAndBucketFromEveryQuerier() {
        // given
        long nowNanos = System.currentTimeMillis() * 1_000_000;
        push("{app=\"deletes\"}", nowNanos - 2, "secret in the bucket");
        push("{app=\"deletes\"}", nowNanos - 1, "kept in the bucket");
        assertThat(querier.post("/flush", "text/plain", new byte[0]).statusCode())
                .isEqualTo(204);
        push("{app=\"deletes\"}", nowNanos - 4, "secret in memory");
        push("{app=\"deletes\"}", nowNanos - 3, "kept in memory");

        // when
        String query = URLEncoder.encode("{app=\"deletes\"} |= \"secret\"", StandardCharsets.UTF_8);
        HttpResponse<String> taken = querier.post(
                "/loki/api/v1/delete?start=" + (nowNanos / 1_000_000_000 - 60) + "&query=" + query, FORM, new byte[0]);

        // then
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(204);
        assertThat(querier.get("/loki/api/v1/delete").body()).startsWith("[{\"request_id\":\"");
        for (Service each : cluster.all(Role.QUERIER)) {
            Await.until(
                    "the lines are hidden",
                    PATIENCE,
                    () -> new Queries(path -> each.process().get(path))
                                    .forward("{app=\"deletes\"}", nowNanos - 1_000, nowNanos + 1_000)
                                    .size()
                            == 2);
        }
    }

    @Test
    @Order(5)
    void overridesInConsulAreFollowedAndTheLastGoodOnesStay() throws Exception {
        // given
        putIntoConsul(OVERRIDES_KEY, "overrides: {fake: {max_line_size: 10B}}\n");
        long nowNanos = System.currentTimeMillis() * 1_000_000;

        // then
        Await.until(
                "a long line is refused",
                PATIENCE,
                () -> pushed(nowNanos, "longer than ten bytes").statusCode() == 400);
        assertThat(pushed(nowNanos + 1, "longer than ten bytes").body()).contains("10");

        // when
        putIntoConsul(OVERRIDES_KEY, "overrides: {fake: {max_line_sze: 1KB}}\n");
        Await.until(
                "the mistake is told",
                PATIENCE,
                () -> cluster.distributor().process().log().contains("the last good ones stay in force"));

        // then
        assertThat(pushed(nowNanos + 2, "longer than ten bytes").statusCode()).isEqualTo(400);
        putIntoConsul(OVERRIDES_KEY, "overrides: {}\n");
        Await.until(
                "a long line is taken",
                PATIENCE,
                () -> pushed(nowNanos + 3, "longer than ten bytes").statusCode() == 204);
    }

    @Test
    @Order(6)
    void theRingIsShownAndAMemberThatIsLostIsForgottenAndWrittenOff() {
        // given
        assertThat(ring().path("shards")).hasSize(2);
        assertThat(querier.get("/ring").body()).contains("<table", "2 members, 2 of them take pushes");
        Service lost = cluster.all(Role.INGESTER).getFirst();
        String living = idOf(cluster.all(Role.INGESTER).getLast());
        String id = idOf(lost);
        assertThat(change("forget=" + living).statusCode())
                .as("a member that lives")
                .isEqualTo(409);

        // when
        lost.kill();
        Await.until("the member is not heard from", PATIENCE, () -> state(id).equals("UNHEALTHY"));

        // then
        HttpResponse<String> forgotten = change("forget=" + id);
        assertThat(forgotten.statusCode()).isEqualTo(302);
        assertThat(forgotten.headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("ring"));
        Await.until("the member is forgotten", PATIENCE, () -> state(id).equals("FORGOTTEN"));
        assertThat(change("write_off=" + id).statusCode()).isEqualTo(302);
        Await.until("the member is out", PATIENCE, () -> state(id).isEmpty());
        assertThat(change("write_off=nobody").statusCode()).isEqualTo(404);
    }

    private void putIntoConsul(String key, String value) throws Exception {
        URI uri = URI.create("http://" + cluster.consul().host() + "/v1/kv/" + key);
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(uri)
                            .PUT(HttpRequest.BodyPublishers.ofString(value))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }

    private HttpResponse<String> change(String form) {
        return querier.post("/ring", FORM, form.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode ring() {
        return new Queries(path -> querier.get(path, "Accept", "application/json")).get("/ring");
    }

    private String state(String id) {
        return shards(ring())
                .filter(shard -> shard.path("id").asText().equals(id))
                .map(shard -> shard.path("state").asText())
                .findFirst()
                .orElse("");
    }

    private String idOf(Service ingester) {
        return shards(ring())
                .filter(shard ->
                        ingester.base().endsWith(shard.path("http_address").asText()))
                .map(shard -> shard.path("id").asText())
                .findFirst()
                .orElseThrow();
    }

    private static Stream<JsonNode> shards(JsonNode ring) {
        return StreamSupport.stream(ring.path("shards").spliterator(), false);
    }

    private void push(String labels, long timestampNanos, String line) {
        byte[] body = PushRequests.snappy(labels, List.of(new PushRequests.Line(timestampNanos, line)));
        HttpResponse<String> answer =
                cluster.distributor().process().post("/loki/api/v1/push", PushRequests.CONTENT_TYPE, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    private HttpResponse<String> pushed(long timestampNanos, String line) {
        byte[] body = PushRequests.snappy("{app=\"long\"}", List.of(new PushRequests.Line(timestampNanos, line)));
        return cluster.distributor().process().post("/loki/api/v1/push", PushRequests.CONTENT_TYPE, body);
    }
}
