package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads of several tenants at once in the packaged application, from memory and after a flush. */
class SeveralTenantsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/loki/api/v1/";
    private static final String BOTH = "team-a|team-b";
    private static final String SUM =
            "query?query=" + encode("sum by (__tenant_id__) (count_over_time({app=\"web\"}[1h]))");

    @TempDir
    private Path folder;

    @Test
    void readsSeeAllTenantsOfTheHeaderAndTheirLabel() throws Exception {
        // given
        try (LodurProcess lodur = start("true")) {
            push(lodur, "team-a", "alpha");
            push(lodur, "team-b", "beta");
            push(lodur, "team-c", "gamma");

            for (int round = 0; round < 2; round++) {
                // when
                JsonNode lines = get(lodur, "query_range?query=" + encode("{app=\"web\"}"));
                JsonNode matched = get(lodur, "query_range?query=" + encode("{app=\"web\", __tenant_id__=\"team-b\"}"));
                JsonNode counts = get(lodur, SUM);
                JsonNode volume = get(lodur, "index/volume?query=" + encode("{app=\"web\"}"));

                // then
                assertThat(texts(lines, "/stream/__tenant_id__", "/values/0/1"))
                        .containsExactlyInAnyOrder("team-a alpha", "team-b beta");
                assertThat(texts(matched, "/stream/__tenant_id__", "/values/0/1"))
                        .containsExactly("team-b beta");
                assertThat(texts(counts, "/metric/__tenant_id__", "/value/1"))
                        .containsExactlyInAnyOrder("team-a 1", "team-b 1");
                assertThat(texts(volume, "/metric/app", "/value/1")).containsExactly("web 9");
                assertThat(get(lodur, "labels").path("data").toString()).contains("\"__tenant_id__\"");
                assertThat(get(lodur, "label/__tenant_id__/values").path("data").toString())
                        .isEqualTo("[\"team-a\",\"team-b\"]");
                assertThat(get(lodur, "index/stats?query=" + encode("{app=\"web\"}"))
                                .path("streams")
                                .asInt())
                        .isEqualTo(2);
                assertThat(lodur.post("/flush", "text/plain", new byte[0]).statusCode())
                        .isEqualTo(204);
            }
            assertThat(pushed(lodur, BOTH, "x").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void withoutTheSwitchSeveralTenantsAreRefused() throws Exception {
        // given
        try (LodurProcess lodur = start("false")) {
            // when
            HttpResponse<String> refused = lodur.get(API + "labels", "X-Scope-OrgID", BOTH);

            // then
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("multiple org IDs present");
        }
    }

    private LodurProcess start(String enabled) throws IOException {
        Path file = Files.writeString(
                folder.resolve("loki.yml"),
                "auth_enabled: true\nquerier: {multi_tenant_queries_enabled: " + enabled + "}\n");
        return LodurProcess.start(folder.resolve("p"), "-config.file=" + file);
    }

    private static List<String> texts(JsonNode answer, String one, String other) {
        List<String> texts = new ArrayList<>();
        for (JsonNode result : answer.at("/data/result")) {
            texts.add(result.at(one).asText() + " " + result.at(other).asText());
        }
        return texts;
    }

    private static void push(LodurProcess lodur, String tenant, String line) {
        HttpResponse<String> pushed = pushed(lodur, tenant, line);
        assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(204);
    }

    private static HttpResponse<String> pushed(LodurProcess lodur, String tenant, String line) {
        String body = "{\"streams\":[{\"stream\":{\"app\":\"web\"},\"values\":[[\""
                + System.currentTimeMillis() * 1_000_000 + "\",\"" + line + "\"]]}]}";
        return lodur.post(
                API + "push", "application/json", body.getBytes(StandardCharsets.UTF_8), "X-Scope-OrgID", tenant);
    }

    private static JsonNode get(LodurProcess lodur, String pathAndQuery) throws IOException {
        HttpResponse<String> response = lodur.get(API + pathAndQuery, "X-Scope-OrgID", BOTH);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
