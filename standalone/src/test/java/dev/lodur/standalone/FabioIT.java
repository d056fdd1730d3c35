package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.standalone.nomad.FabioProxy;
import dev.lodur.standalone.nomad.FabioRoutes;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents and Grafana talk to Lodur through Fabio, which takes off the prefix, by the tags of Nomad's jobs. */
class FabioIT {
    @TempDir
    static Path folder;

    private static LodurProcess lodur;
    private static FabioProxy fabio;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        lodur = LodurProcess.start(folder);
        URI address = URI.create(lodur.base());
        fabio = FabioProxy.start(FabioRoutes.ofServices(), Map.of("distributor", address, "querier", address));
    }

    @AfterAll
    static void stop() {
        fabio.close();
        lodur.close();
    }

    @Test
    void aLineIsPushedAndReadThroughThePrefix() throws Exception {
        // given
        long nowNanos = System.currentTimeMillis() * 1_000_000;
        byte[] body = PushRequests.snappy(
                "{app=\"fabio\"}", List.of(new PushRequests.Line(nowNanos, "a line through the prefix")));

        // when
        HttpResponse<String> pushed = send(request("/loki/loki/api/v1/push")
                .header("Content-Type", PushRequests.CONTENT_TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));

        // then
        assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(204);
        HttpResponse<String> found = send(request(
                "/loki/loki/api/v1/query_range?query=" + URLEncoder.encode("{app=\"fabio\"}", StandardCharsets.UTF_8)));
        assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
        assertThat(found.body()).contains("a line through the prefix");
    }

    @ParameterizedTest
    @CsvSource({"/loki/api/prom/push", "/loki/otlp/v1/logs"})
    void otherWaysOfPushingArriveToo(String path) throws Exception {
        HttpResponse<String> answer = send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{")));

        // Only the code that reads pushes answers so.
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    @Test
    void whatHasNoPrefixIsNobodys() throws Exception {
        assertThat(send(request("/other")).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"/ready", "/metrics"})
    void checksAndScrapesFindWhatTheJobsName(String path) {
        assertThat(lodur.get(path).statusCode()).isEqualTo(200);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(fabio.base() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
