package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patterns of lines as Grafana's Drilldown asks for them, with nothing about them in the configuration. */
class PatternsIT {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int LINES = 120;
    private static final String SELECTOR = "{app=\"checkout\"}";

    @TempDir
    Path folder;

    /** At a full minute, so that lines of a minute are one sample. */
    private final long startNanos = Math.floorDiv(System.currentTimeMillis() / 1000 - 1200, 60) * 60 * SECOND_NANOS;

    @Test
    void patternsComeWithLevelsAndSamplesAndFindTheirLines() {
        try (LodurProcess lodur = LodurProcess.start(folder)) {
            // given
            push(lodur);

            // when
            JsonNode patterns = await(lodur, 2 * LINES);

            // then
            assertThat(patterns).hasSize(3);
            assertThat(patterns.get(0).path("pattern").asText())
                    .isEqualTo("level=info msg=\"order placed\" user=<_> took=<_>");
            assertThat(patterns.get(0).path("level").asText()).isEqualTo("info");
            assertThat(patterns.get(0).path("samples").toString())
                    .isEqualTo("[[%1$d,60],[%2$d,60]]".formatted(seconds(0), seconds(60)));
            assertThat(patterns.get(1).path("pattern").asText()).isEqualTo("GET /items/<_> from <_>");
            assertThat(patterns.get(1).path("level").asText()).isEqualTo("unknown");
            assertThat(patterns.get(2).path("level").asText()).isEqualTo("error");
            for (JsonNode pattern : patterns) {
                assertThat(found(lodur, pattern.path("pattern").asText())).hasSize(total(pattern));
            }

            // and by form
            HttpResponse<String> form = lodur.post(
                    "/loki/api/v1/patterns",
                    "application/x-www-form-urlencoded",
                    parameters(SELECTOR).getBytes(StandardCharsets.UTF_8));
            assertThat(form.statusCode()).isEqualTo(200);
            assertThat(form.body()).startsWith("{\"status\":\"success\",\"data\":[{\"pattern\":\"level=info");

            // and times of which nothing is remembered
            assertThat(new Queries(lodur)
                            .get("/loki/api/v1/patterns?query=" + encode(SELECTOR) + "&start=1700000000&end=1700003600")
                            .toString())
                    .isEqualTo("{\"status\":\"success\",\"data\":[]}");
            assertThat(lodur.get("/loki/api/v1/patterns?query=" + encode("{bad"))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(lodur.get("/metrics").body()).contains("lodur_ingester_pattern_streams 2.0");
        }
    }

    @Test
    void whereTheFileSwitchesThemOffThereAreNone() throws IOException {
        Path file = Files.writeString(folder.resolve("loki.yml"), "pattern_ingester: {enabled: false}\n");
        try (LodurProcess lodur = LodurProcess.start(folder, "-config.file=" + file)) {
            push(lodur);

            HttpResponse<String> answer = lodur.get("/loki/api/v1/patterns?" + parameters(SELECTOR));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
            assertThat(answer.body()).contains("pattern_ingester.enabled");
        }
    }

    private void push(LodurProcess lodur) {
        List<PushRequests.Line> orders = new ArrayList<>();
        List<PushRequests.Line> requests = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            String user = "u" + (char) ('a' + i % 20) + (char) ('a' + i / 20);
            orders.add(line(i, "level=info msg=\"order placed\" user=" + user + " took=" + i + "ms"));
            if (i % 2 == 0) {
                orders.add(line(i, "level=error msg=\"order refused\" user=" + user + " took=" + i + "ms"));
                requests.add(line(i, "GET /items/" + i + " from 10.0.0." + i));
            }
        }
        requests.removeLast();
        requests.add(line(0, "GET /items/7 from 10.0.0.7"));
        byte[] body = PushRequests.snappy(List.of(
                new PushRequests.Labeled("{app=\"checkout\", pod=\"a\"}", orders),
                new PushRequests.Labeled("{app=\"checkout\", pod=\"b\"}", requests)));
        assertThat(lodur.post("/loki/api/v1/push", PushRequests.CONTENT_TYPE, body)
                        .statusCode())
                .isEqualTo(204);
    }

    private PushRequests.Line line(int afterSeconds, String text) {
        return new PushRequests.Line(startNanos + afterSeconds * SECOND_NANOS, text);
    }

    /** Lines are mined beside the pushes. */
    private JsonNode await(LodurProcess lodur, int lines) {
        long deadlineNanos = System.nanoTime() + 20 * SECOND_NANOS;
        while (true) {
            JsonNode patterns = new Queries(lodur)
                    .get("/loki/api/v1/patterns?" + parameters(SELECTOR))
                    .path("data");
            int total = 0;
            for (JsonNode pattern : patterns) {
                total += total(pattern);
            }
            if (total == lines || System.nanoTime() > deadlineNanos) {
                assertThat(total).as(patterns.toPrettyString()).isEqualTo(lines);
                return patterns;
            }
            LockSupport.parkNanos(SECOND_NANOS / 20);
        }
    }

    private static int total(JsonNode pattern) {
        int total = 0;
        for (JsonNode sample : pattern.path("samples")) {
            total += sample.get(1).asInt();
        }
        return total;
    }

    private List<Queries.Found> found(LodurProcess lodur, String pattern) {
        String query = SELECTOR + " |> `" + pattern + "`";
        return new Queries(lodur).forward(query, startNanos, startNanos + 600 * SECOND_NANOS);
    }

    private String parameters(String selector) {
        return "query=" + encode(selector) + "&start=" + startNanos + "&end=" + (startNanos + 600 * SECOND_NANOS)
                + "&step=60s";
    }

    private long seconds(int afterSeconds) {
        return startNanos / SECOND_NANOS + afterSeconds;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
