package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are asked to be deleted are gone for every query at once, wherever they lie. */
class DeletesIT {
    private static final String API = "/loki/api/v1/";
    private static final String WEB = "{app=\"web\"}";

    @TempDir
    Path folder;

    private final long nowSeconds = System.currentTimeMillis() / 1000;

    @Test
    void deletedLinesAreHiddenFromHeadBucketAndAfterARestartAndComeBackWhenTheRequestIsTakenBack() throws IOException {
        LodurProcess lodur = start("");
        try {
            // given
            push(lodur, "{\"app\":\"web\"}", "secret one", "{\"user\":\"eve\"}");
            push(lodur, "{\"app\":\"web\"}", "kept two", "{\"user\":\"bob\"}");
            push(lodur, "{\"app\":\"web\"}", "kept three", "{\"user\":\"eve\"}");
            push(lodur, "{\"app\":\"db\"}", "secret four", "{\"user\":\"bob\"}");
            assertThat(lines(lodur, "{app=~\".+\"}")).hasSize(4);

            // when: a line filter, a label filter on structured metadata, a whole stream
            assertThat(delete(lodur, WEB + " |= \"secret\"")).isEqualTo(204);
            assertThat(lines(lodur, WEB)).containsExactlyInAnyOrder("kept two", "kept three");
            assertThat(delete(lodur, WEB + " | user=\"eve\"")).isEqualTo(204);
            assertThat(delete(lodur, "{app=\"db\"}")).isEqualTo(204);

            // then: from memory
            assertHidden(lodur);

            // then: from the bucket
            assertThat(lodur.post("/flush", "text/plain", new byte[0]).statusCode())
                    .isEqualTo(204);
            assertHidden(lodur);
            assertThat(lodur.get("/metrics").body())
                    .contains("loki_compactor_delete_requests_received_total{user=\"fake\"} 3.0");

            // then: after a restart
            lodur.close();
            lodur = start("");
            assertHidden(lodur);

            // when
            JsonNode requests = get(lodur, "delete");
            assertThat(requests.isArray()).isTrue();
            assertThat(requests).hasSize(3);
            assertThat(requests.get(0).path("status").asText()).isEqualTo("received");
            assertThat(requests.get(0).path("user_id").asText()).isEqualTo("fake");
            assertThat(requests.get(0).path("query").asText()).isEqualTo(WEB + " |= \"secret\"");
            assertThat(requests.get(0).path("start_time").isNumber()).isTrue();
            assertThat(requests.get(0).path("start_time").asLong()).isEqualTo(nowSeconds - 3600);
            assertThat(requests.get(0).path("created_at").asLong()).isGreaterThanOrEqualTo(nowSeconds);
            for (JsonNode request : requests) {
                String id = request.path("request_id").asText();
                assertThat(send(lodur, "DELETE", "delete?request_id=" + id).statusCode())
                        .isEqualTo(204);
            }

            // then
            assertThat(lines(lodur, "{app=~\".+\"}")).hasSize(4);
            assertThat(get(lodur, "delete")).isEmpty();
        } finally {
            lodur.close();
        }
    }

    private void assertHidden(LodurProcess lodur) {
        assertThat(lines(lodur, "{app=~\".+\"}")).containsExactly("kept two");
        assertThat(get(lodur, "series?start=" + (nowSeconds - 3600)).path("data"))
                .hasSize(1);
        assertThat(get(lodur, "label/app/values?start=" + (nowSeconds - 3600))
                        .path("data")
                        .toString())
                .isEqualTo("[\"web\"]");
        JsonNode stats = get(lodur, "index/stats?query=" + encode("{app=~\".+\"}") + "&start=" + (nowSeconds - 3600));
        assertThat(stats.path("entries").asInt()).isEqualTo(1);
        assertThat(stats.path("bytes").asInt()).isEqualTo("kept two".length());
        JsonNode volume = get(lodur, "index/volume?query=" + encode("{app=~\".+\"}") + "&start=" + (nowSeconds - 3600));
        assertThat(volume.at("/data/result")).hasSize(1);
        assertThat(volume.at("/data/result/0/value/1").asText()).isEqualTo("8");
        for (String count : List.of(
                "sum(count_over_time({app=~\".+\"}[1h]))",
                "sum by (app) (count_over_time({app=~\".+\"}[1h]))",
                "count_over_time({app=~\".+\"}[1h])")) {
            JsonNode result = get(lodur, "query?query=" + encode(count)).at("/data/result");
            assertThat(result).as(count).hasSize(1);
            assertThat(result.at("/0/value/1").asText()).as(count).isEqualTo("1");
        }
    }

    @Test
    void whatIsWrongIsSaidAndWhereDeletionIsOffThereIsNone() throws IOException {
        try (LodurProcess lodur = start("overrides:\n  off:\n    deletion_mode: disabled\n")) {
            assertThat(send(lodur, "POST", "delete?start=1&query=" + encode(WEB + " | json"))
                            .body())
                    .contains("label filters");
            assertThat(send(lodur, "POST", "delete?query=" + encode(WEB)).statusCode())
                    .isEqualTo(400);
            assertThat(send(lodur, "PUT", "delete?start=1&query=" + encode("{app="))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(send(lodur, "DELETE", "delete?request_id=nosuch").statusCode())
                    .isEqualTo(404);
            HttpResponse<String> off = lodur.get(API + "delete", "X-Scope-OrgID", "off");
            assertThat(off.statusCode()).isEqualTo(403);
            assertThat(off.body()).contains("deletion is not available for this tenant");
        }
        try (LodurProcess lodur = LodurProcess.start(folder.resolve("plain"))) {
            HttpResponse<String> none = lodur.get(API + "delete");
            assertThat(none.statusCode()).isEqualTo(404);
            assertThat(none.body()).isEqualTo("404 page not found\n");
        }
    }

    private LodurProcess start(String overrides) throws IOException {
        Path runtime = Files.writeString(folder.resolve("overrides.yml"), overrides);
        Path file = Files.writeString(folder.resolve("loki.yml"), """
                compactor:
                  retention_enabled: true
                  delete_request_store: filesystem
                runtime_config:
                  file: %s
                """.formatted(runtime));
        return LodurProcess.start(folder, "-config.file=" + file);
    }

    private void push(LodurProcess lodur, String labels, String line, String metadata) {
        long nanos = (nowSeconds - 60) * 1_000_000_000L;
        String body = "{\"streams\":[{\"stream\":%s,\"values\":[[\"%d\",\"%s\",%s]]}]}"
                .formatted(labels, nanos, line, metadata);
        HttpResponse<String> answer =
                lodur.post(API + "push", "application/json", body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    private int delete(LodurProcess lodur, String query) {
        return send(lodur, "POST", "delete?start=" + (nowSeconds - 3600) + "&query=" + encode(query))
                .statusCode();
    }

    private static HttpResponse<String> send(LodurProcess lodur, String method, String path) {
        return lodur.send(lodur.request(API + path).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private List<String> lines(LodurProcess lodur, String query) {
        List<String> lines = new ArrayList<>();
        get(lodur, "query_range?query=" + encode(query) + "&start=" + (nowSeconds - 3600) + "000000000")
                .at("/data/result")
                .forEach(stream -> stream.path("values")
                        .forEach(value -> lines.add(value.get(1).asText())));
        return lines;
    }

    private static JsonNode get(LodurProcess lodur, String path) {
        return new Queries(lodur).get(API + path);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
