package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What containers, proxies and monitors ask a running process. */
class OutsideIT {
    @TempDir
    static Path folder;

    private static LodurProcess lodur;

    @BeforeAll
    static void start() {
        lodur = LodurProcess.start(folder);
    }

    @AfterAll
    static void stop() {
        lodur.close();
    }

    private static HttpResponse<String> ask(String method, String path) {
        return lodur.send(HttpRequest.newBuilder(URI.create(lodur.base() + path))
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    void theCommandTellsWhetherAProcessIsReady() {
        LodurCommand ready = LodurCommand.run(Map.of(), "-health", "-health.url=" + lodur.base() + "/ready");
        assertThat(ready.exitStatus()).as(ready.output()).isZero();
        assertThat(ready.output()).contains("lodur is healthy");

        LodurCommand wrongPath = LodurCommand.run(Map.of(), "-health", "-health.url=" + lodur.base() + "/nosuch");
        assertThat(wrongPath.exitStatus()).isEqualTo(1);
        assertThat(wrongPath.output()).contains("/nosuch answers 404");

        LodurCommand nobody = LodurCommand.run(Map.of(), "-health", "-health.url=http://127.0.0.1:1/ready");
        assertThat(nobody.exitStatus()).isEqualTo(1);
        assertThat(nobody.output()).contains("cannot ask http://127.0.0.1:1/ready");
    }

    @Test
    void headAndOptionsAreAnswered() {
        assertThat(ask("HEAD", "/loki/api/v1/labels").statusCode()).isEqualTo(200);
        assertThat(ask("HEAD", "/loki/api/v1/labels").body()).isEmpty();
        assertThat(ask("OPTIONS", "/loki/api/v1/labels").statusCode()).isEqualTo(200);
    }

    @Test
    void whatLodurHasNotIsNotThere() {
        for (String path : new String[] {
            "/memberlist", "/ingester/prepare_shutdown", "/loki/api/v1/rules", "/loki/api/v1/delete", "/nosuch"
        }) {
            assertThat(ask("GET", path).statusCode()).as(path).isIn(400, 404);
        }
    }

    @Test
    void parquetAnswersAndLimitsInHeadersAreNotSpoken() {
        HttpResponse<String> answer = lodur.get(
                "/loki/api/v1/query_range?query=%7Ba%3D%22b%22%7D",
                "Accept", "application/vnd.apache.parquet", "X-Loki-Query-Limits", "{\"maxEntriesLimitPerQuery\":1}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"status\":\"success\"");
    }
}
