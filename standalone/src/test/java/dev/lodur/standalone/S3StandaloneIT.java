package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.s3.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process that keeps everything in a bucket behind S3's protocol. */
class S3StandaloneIT {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

    private static final String COMMON = """
            common:
              storage:
                s3:
                  bucketnames: %1$s
                  endpoint: %2$s
                  region: auto
                  access_key_id: %3$s
                  secret_access_key: %4$s
                  s3forcepathstyle: true
                  insecure: true
            """;

    /** As Loki 2 wrote it, with the scheme's keys in the URL and an older schema. */
    private static final String OLD = """
            schema_config:
              configs:
                - {from: 2020-10-24, store: boltdb-shipper, object_store: aws, schema: v11, index: {prefix: index_, period: 24h}}
            storage_config:
              aws:
                s3: s3://%3$s:%4$s@%2$s/%1$s
                insecure: true
                s3forcepathstyle: true
            """;

    @TempDir
    Path folder;

    private final S3Server bucket = S3Server.start();
    private final long nowNanos = System.currentTimeMillis() * 1_000_000;
    private int processes;

    @AfterEach
    void stop() {
        bucket.close();
    }

    @Test
    void anEmptyFolderFindsEverythingInTheBucket() {
        try (LodurProcess lodur = start(COMMON)) {
            push(lodur, 0, "kept in the bucket");
            lodur.terminate(STOP_PATIENCE);
        }
        assertThat(bucket.requestCount("PUT")).isPositive();

        try (LodurProcess lodur = start(COMMON)) {
            assertThat(lines(lodur).lines()).extracting(Queries.Found::line).containsExactly("kept in the bucket");
        }
    }

    @Test
    void theOldSectionWithItsUrlMeansTheSameBucket() {
        try (LodurProcess lodur = start(OLD)) {
            push(lodur, 0, "by the old section");
            lodur.terminate(STOP_PATIENCE);
        }

        try (LodurProcess lodur = start(COMMON)) {
            assertThat(lines(lodur).lines()).extracting(Queries.Found::line).containsExactly("by the old section");
        }
    }

    @Test
    void aBucketThatIsAwayAtTheStartAndLaterHoldsUpNeitherPushesNorQueriesOfWhatIsNew() {
        // given
        bucket.faults().setAway(true);
        Launch launch = launch(COMMON);

        // when
        try (LodurProcess lodur = LodurProcess.begin(launch)) {
            lodur.awaitReady();
            push(lodur, 0, "while the bucket was away");
            lodur.post("/flush", "text/plain", new byte[0]);

            // then
            Queries.Answer answer = lines(lodur);
            assertThat(answer.lines()).extracting(Queries.Found::line).containsExactly("while the bucket was away");
            assertThat(answer.warnings()).singleElement().asString().startsWith("the bucket does not answer");

            // when
            lodur.kill();
        }
        bucket.faults().setAway(false);

        // then
        try (LodurProcess lodur = LodurProcess.begin(launch)) {
            lodur.awaitReady();
            lodur.terminate(STOP_PATIENCE);
        }
        try (LodurProcess lodur = start(COMMON)) {
            assertThat(lines(lodur).lines())
                    .extracting(Queries.Found::line)
                    .containsExactly("while the bucket was away");
        }
    }

    @Test
    void requestsToTheBucketAreCountedByClass() {
        try (LodurProcess lodur = start(COMMON)) {
            push(lodur, 0, "counted");
            lodur.post("/flush", "text/plain", new byte[0]);
            lines(lodur);

            assertThat(lodur.get("/metrics").body())
                    .contains("lodur_bucket_requests_total{class=\"a\",operation=\"put\"")
                    .contains("lodur_bucket_requests_total{class=\"b\",operation=\"get_range\"");
        }
    }

    /** In a folder of its own, so that nothing comes from an earlier process. */
    private LodurProcess start(String configuration) {
        LodurProcess lodur = LodurProcess.begin(launch(configuration));
        lodur.awaitReady();
        return lodur;
    }

    private Launch launch(String configuration) {
        Path own = folder.resolve("process-" + processes++);
        String text = configuration.formatted(
                bucket.bucket(), "127.0.0.1:" + bucket.uri().getPort(), bucket.accessKeyId(), bucket.secretAccessKey());
        Path file = own.resolve("loki.yml");
        try {
            Files.createDirectories(own);
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Launch.standalone(own, List.of("-Xmx160m"), "-config.file=" + file);
    }

    private void push(LodurProcess lodur, int offset, String line) {
        byte[] body = PushRequests.snappy("{app=\"s3\"}", List.of(new PushRequests.Line(nowNanos + offset, line)));
        HttpResponse<String> pushed = lodur.post("/loki/api/v1/push", PushRequests.CONTENT_TYPE, body);
        assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(204);
    }

    private Queries.Answer lines(LodurProcess lodur) {
        return new Queries(lodur).read("{app=\"s3\"}", nowNanos - 1_000_000_000L, nowNanos + 1_000_000_000L);
    }
}
