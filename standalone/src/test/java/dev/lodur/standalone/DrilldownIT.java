package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Logs Drilldown asks the packaged application before and beside its queries. */
class DrilldownIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VOLUME = "index/volume?query=%7Bapp%3D~%22.%2B%22%7D&limit=5000";

    @TempDir
    private Path folder;

    @Test
    void limitsAndVolumesAreToldWithoutATenantsHeader() throws Exception {
        // given
        Path file = Files.writeString(
                folder.resolve("loki.yml"),
                "auth_enabled: false\nlimits_config: {max_query_series: 700}\npattern_ingester: {enabled: false}\n");
        try (LodurProcess lodur = LodurProcess.start(folder.resolve("p"), "-config.file=" + file)) {
            push(lodur, "12345");

            // when
            JsonNode limits = get(lodur, "/loki/api/v1/drilldown-limits");
            JsonNode volume = get(lodur, "/loki/api/v1/loki/api/v1/" + VOLUME);

            // then
            assertThat(limits.at("/limits/max_query_series").asInt()).isEqualTo(700);
            assertThat(limits.at("/limits/volume_enabled").asBoolean()).isTrue();
            assertThat(limits.at("/pattern_ingester_enabled").asBoolean(true)).isFalse();
            assertThat(volume.at("/data/result/0/metric/app").asText()).isEqualTo("web");
            assertThat(volume.at("/data/result/0/value/1").asText()).isEqualTo("5");
            assertThat(lodur.get("/config/tenant/v1/limits").body()).contains("max_query_series: 700\n");
        }
    }

    private static void push(LodurProcess lodur, String line) {
        String body = "{\"streams\":[{\"stream\":{\"app\":\"web\"},\"values\":[[\""
                + System.currentTimeMillis() * 1_000_000 + "\",\"" + line + "\"]]}]}";
        HttpResponse<String> pushed =
                lodur.post("/loki/api/v1/push", "application/json", body.getBytes(StandardCharsets.UTF_8));
        assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(204);
    }

    private static JsonNode get(LodurProcess lodur, String pathAndQuery) throws IOException {
        HttpResponse<String> response = lodur.get(pathAndQuery);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }
}
