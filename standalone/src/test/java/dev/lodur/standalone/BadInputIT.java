package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/** Whatever a client sends gets an answer that says what is wrong, and the process goes on within its memory. */
class BadInputIT {
    private static final String PUSH = "/loki/api/v1/push";
    private static final String JSON = "application/json";
    private static final long DAY_NANOS = 86_400_000_000_000L;

    @TempDir
    static Path folder;

    private static LodurProcess lodur;

    @BeforeAll
    static void start() {
        lodur = LodurProcess.start(
                folder, List.of("-Xmx160m", "-XX:+ExitOnOutOfMemoryError"), "-validation.reject-old-samples=false");
    }

    @AfterAll
    static void stop() {
        lodur.close();
    }

    @AfterEach
    void laterRequestsWork() {
        long nowNanos = System.currentTimeMillis() * 1_000_000;
        assertThat(lodur.isAlive()).as(lodur::log).isTrue();
        assertThat(pushJson("{\"streams\":[{\"stream\":{\"app\":\"after\"},\"values\":[[\"" + nowNanos
                                + "\",\"fine\"]]}]}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(new Queries(lodur).forward("{app=\"after\"}", nowNanos, nowNanos + 1))
                .hasSize(1);
    }

    @Test
    void brokenSnappy() {
        // given
        byte[] whole = validBody();
        byte[] body = Arrays.copyOf(whole, whole.length - 5);

        // then
        assertRefused(lodur.post(PUSH, PushRequests.CONTENT_TYPE, body), 400, "snappy");
        assertRefused(
                lodur.post(PUSH, PushRequests.CONTENT_TYPE, "garbage".getBytes(StandardCharsets.UTF_8)), 400, "snappy");
    }

    @Test
    void aSnappyLengthThatNobodyHasMemoryFor() {
        // a body of six bytes that says it is 4 GiB long
        assertRefused(
                lodur.post(PUSH, PushRequests.CONTENT_TYPE, new byte[] {-1, -1, -1, -1, 15, 0}), List.of(400, 413), "");
    }

    @Test
    void truncatedProtobuf() throws IOException {
        // given
        byte[] request =
                PushRequests.protobuf("{app=\"x\"}", List.of(new PushRequests.Line(1, "a line of some length")));
        byte[] body = Snappy.compress(Arrays.copyOf(request, request.length - 7));

        // then
        assertRefused(lodur.post(PUSH, PushRequests.CONTENT_TYPE, body), 400, "");
    }

    @Test
    void jsonOfTheWrongTypes() {
        for (String body : List.of(
                "[]",
                "17",
                "{\"streams\":{}}",
                "{\"streams\":[{\"stream\":[],\"values\":[]}]}",
                "{\"streams\":[{\"stream\":{\"a\":\"b\"},\"values\":[[1,\"x\"]]}]}",
                "{\"streams\":[{\"stream\":{\"a\":\"b\"},\"values\":[[\"1\",{}]]}]}",
                "{\"streams\":[{\"stream\":{\"a\":\"b\"},\"values\":[[\"1\",\"x\"",
                "[".repeat(100_000))) {
            assertRefused(pushJson(body), 400, "");
        }
    }

    @Test
    void aBodyOf100MegabytesIsRefusedWithTheEffectiveLimit() {
        // given
        byte[] body = new byte[100_000_000];

        // then
        assertRefused(lodur.post(PUSH, PushRequests.CONTENT_TYPE, body), 413, "limit");
    }

    @Test
    void aChunkedBodyOf100MegabytesIsRefusedToo() {
        // given
        HttpRequest.Builder request = lodur.request(PUSH)
                .header("Content-Type", JSON)
                .POST(HttpRequest.BodyPublishers.ofByteArrays(() ->
                        Stream.generate(() -> new byte[1_000_000]).limit(100).iterator()));

        // then
        assertRefused(lodur.send(request), 413, "limit");
    }

    @Test
    void aGzipBomb() throws IOException {
        // given
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bomb)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 1024; i++) {
                gzip.write(zeros);
            }
        }

        // then
        assertRefused(lodur.post(PUSH, JSON, bomb.toByteArray(), "Content-Encoding", "gzip"), List.of(400, 413), "");
        assertRefused(
                lodur.post("/otlp/v1/logs", PushRequests.CONTENT_TYPE, bomb.toByteArray(), "Content-Encoding", "gzip"),
                List.of(400, 413),
                "");
    }

    @Test
    void labelsThatDoNotParse() {
        for (String labels : List.of("{", "{a=}", "{a=\"b\"", "{1a=\"b\"}", "{a=\"b\",a=\"c\"}", "{a=\"\\q\"}")) {
            byte[] body = PushRequests.snappy(labels, List.of(new PushRequests.Line(1, "x")));
            assertRefused(lodur.post(PUSH, PushRequests.CONTENT_TYPE, body), 400, "");
        }
    }

    @Test
    void headersThatAreNone() {
        for (String path : List.of("/loki/api/v1/query", "/loki/api/v1/push")) {
            assertRefused(lodur.post(path, "foo", new byte[] {1}), 400, "");
        }
        assertThat(lodur.send(lodur.request("/ready").GET().header("Accept", "image/png"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(lodur.log()).doesNotContain("request failed");
    }

    @Test
    void absurdTimestamps() {
        for (String timestamp : List.of("9223372036854775807", "92233720368547758079", "1e30", "", "now", "0x10")) {
            assertRefused(
                    pushJson("{\"streams\":[{\"stream\":{\"a\":\"b\"},\"values\":[[\"" + timestamp + "\",\"x\"]]}]}"),
                    400,
                    "");
        }
    }

    @Test
    void timesOverAThousandDaysAreTakenUpToTheLimitAndTheRestIsTold() {
        // given
        long todayNanos = System.currentTimeMillis() * 1_000_000;
        List<PushRequests.Line> lines = new ArrayList<>();
        for (int day = 0; day < 1000; day++) {
            lines.add(new PushRequests.Line(todayNanos - day * DAY_NANOS, "day " + day));
        }

        // then
        assertRefused(
                lodur.post(PUSH, PushRequests.CONTENT_TYPE, PushRequests.snappy("{app=\"days\"}", lines)), 429, "32");
    }

    @Test
    void aQueryOfAMegabyte() {
        // given
        String query = "{app=\"" + "x".repeat(1_000_000) + "\"}";

        // then
        assertRefused(postQuery(query), List.of(400, 413), "");
    }

    @Test
    void parenthesesTenThousandDeep() {
        assertRefused(postQuery("(".repeat(10_000) + "vector(1)" + ")".repeat(10_000)), 400, "parse error");
        assertRefused(
                postQuery("{app=\"x\"} | " + "(".repeat(10_000) + "a=\"b\"" + ")".repeat(10_000)), 400, "parse error");
    }

    @Test
    void aHostileRegularExpressionDoesNotStallTheServer() {
        // given
        long nowNanos = System.currentTimeMillis() * 1_000_000;
        byte[] body = PushRequests.snappy(
                "{app=\"hostile\"}", List.of(new PushRequests.Line(nowNanos, "a".repeat(200_000) + "!")));
        assertThat(lodur.post(PUSH, PushRequests.CONTENT_TYPE, body).statusCode())
                .isEqualTo(204);

        // then
        assertThat(new Queries(lodur).forward("{app=\"hostile\"} |~ \"(a*)*(a|aa)+$\"", nowNanos, nowNanos + 1))
                .isEmpty();
    }

    private static byte[] validBody() {
        long nowNanos = System.currentTimeMillis() * 1_000_000;
        return PushRequests.snappy(
                "{app=\"valid\"}", List.of(new PushRequests.Line(nowNanos, "abc abc abc abc".repeat(20))));
    }

    private static HttpResponse<String> pushJson(String body) {
        return lodur.post(PUSH, JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> postQuery(String query) {
        String form = "query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
        return lodur.post(
                "/loki/api/v1/query_range", "application/x-www-form-urlencoded", form.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(HttpResponse<String> response, int status, String part) {
        assertRefused(response, List.of(status), part);
    }

    private static void assertRefused(HttpResponse<String> response, List<Integer> statuses, String part) {
        assertThat(response.statusCode()).as(response.body()).isIn(statuses);
        assertThat(response.body()).isNotBlank().contains(part).doesNotContain("\tat ", "Exception");
    }
}
