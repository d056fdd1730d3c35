package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand streams fit a small heap, and cost the bucket one object for each tenant and day, not one each. */
class ManyStreamsIT {
    private static final int STREAMS = 10_000;
    private static final int STREAMS_PER_PUSH = 500;
    private static final int ROUNDS = 3;
    private static final int DAYS = 2;
    private static final List<String> TENANTS = List.of("one", "two");

    private final Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);

    @TempDir
    Path folder;

    @Test
    void tenThousandStreamsFlushIntoOneObjectForEachTenantAndDay() throws IOException {
        try (LodurProcess lodur = LodurProcess.start(
                folder,
                List.of("-Xmx160m"),
                "-ingester.max-global-streams-per-user=" + STREAMS,
                "-distributor.ingestion-rate-limit-mb=1000",
                "-distributor.ingestion-burst-size-mb=1000")) {
            // given
            for (int round = 0; round < ROUNDS; round++) {
                for (int stream = 0; stream < STREAMS; stream += STREAMS_PER_PUSH) {
                    push(lodur, TENANTS.get(stream * TENANTS.size() / STREAMS), round, stream);
                }
            }

            // when
            HttpResponse<String> flushed = lodur.post("/flush", "text/plain", new byte[0]);

            // then
            assertThat(flushed.statusCode()).isEqualTo(204);
            assertThat(settled(TENANTS.size() * DAYS)).hasSize(TENANTS.size() * DAYS);
            for (String tenant : TENANTS) {
                assertThat(entries(lodur, tenant)).isEqualTo((long) ROUNDS * STREAMS / TENANTS.size());
            }
        }
    }

    /** Half of the lines are of today, half of yesterday. */
    private void push(LodurProcess lodur, String tenant, int round, int firstStream) {
        List<PushRequests.Labeled> streams = new ArrayList<>();
        for (int i = firstStream; i < firstStream + STREAMS_PER_PUSH; i++) {
            Instant time = today.plusNanos(round).minus(i % DAYS, ChronoUnit.DAYS);
            long nanos = time.getEpochSecond() * 1_000_000_000 + time.getNano();
            streams.add(new PushRequests.Labeled(
                    "{app=\"many\", pod=\"pod-" + i + "\"}",
                    List.of(new PushRequests.Line(nanos, "round " + round + " of stream " + i))));
        }
        HttpResponse<String> response = lodur.post(
                "/loki/api/v1/push", PushRequests.CONTENT_TYPE, PushRequests.snappy(streams), "X-Scope-OrgID", tenant);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
    }

    /**
     * The segments in bucket and spool, where those of past days wait, once the uploads in the background have dropped
     * from the spool what is in the bucket.
     */
    private List<Path> settled(int expected) throws IOException {
        long deadlineNanos = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        List<Path> segments = segments();
        while (segments.size() != expected && System.nanoTime() < deadlineNanos) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            segments = segments();
        }
        return segments;
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.find(folder.resolve("data"), 10, (path, attributes) -> isSegment(path))) {
            return files.toList();
        } catch (UncheckedIOException e) {
            // A file was moved while the folder was read.
            return List.of();
        }
    }

    private static boolean isSegment(Path path) {
        return path.toString().endsWith(".parquet");
    }

    private long entries(LodurProcess lodur, String tenant) throws IOException {
        long start = today.minus(2, ChronoUnit.DAYS).getEpochSecond();
        long end = today.plus(1, ChronoUnit.DAYS).getEpochSecond();
        HttpResponse<String> response = lodur.send(lodur.request("/loki/api/v1/index/stats?start=" + start + "&end="
                        + end + "&query=" + URLEncoder.encode("{app=\"many\"}", StandardCharsets.UTF_8))
                .header("X-Scope-OrgID", tenant)
                .GET());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body()).path("entries").asLong();
    }
}
