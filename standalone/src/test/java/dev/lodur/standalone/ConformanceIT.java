package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.testkit.conformance.HttpSender;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lodur answers as Loki 3.7.6 did, wherever a case needs nothing that this version lacks: from memory, from slices and
 * segments after a flush, and after a restart.
 */
class ConformanceIT {
    @TempDir
    Path folder;

    @Test
    void theSingleTenantProfileIsAnsweredFromMemoryAfterAFlushAndAfterARestart() throws Exception {
        // given
        Path config = configuration("reference-config.yaml");

        // when
        try (LodurProcess lodur = LodurProcess.start(folder, "-config.file=" + config);
                HttpSender sender = sender(lodur)) {
            ConformanceCases cases = new ConformanceCases(sender);
            cases.pushCorpus();

            // then
            cases.assertSingleTenant();
            assertThat(lodur.post("/flush", "text/plain", new byte[0]).statusCode())
                    .isEqualTo(204);
            cases.assertReads();
        }
        try (LodurProcess lodur = LodurProcess.start(folder, "-config.file=" + config);
                HttpSender sender = sender(lodur)) {
            new ConformanceCases(sender).assertReads();
        }
    }

    @Test
    void theSingleTenantProfileIsAnsweredWhileSegmentsAreMergedAndAfterwards() throws Exception {
        // given a corpus that lies in many segments
        Path config = configuration("reference-config.yaml");
        try (LodurProcess lodur =
                        LodurProcess.start(folder, "-config.file=" + config, "-compactor.segment-age-min=0s");
                HttpSender sender = sender(lodur);
                ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            ConformanceCases cases = new ConformanceCases(sender);
            cases.pushCorpus(() -> post(lodur, "/flush"));
            lodur.await(() -> lodur.get("/metrics").body().contains("lodur_ingester_spool_bytes 0.0"));
            assertThat(objects(0)).isGreaterThan(10);

            // when
            Future<?> merges = others.submit(() -> post(lodur, "/compactor/compact"));

            // then
            cases.assertReads();
            merges.get();
            assertThat(flushedSegments(lodur)).isNotEmpty().containsOnly(0);
            assertThat(objects(2)).isPositive();
            cases.assertReads();
        }
    }

    private static void post(LodurProcess lodur, String path) {
        assertThat(lodur.post(path, "text/plain", new byte[0]).statusCode()).isEqualTo(204);
    }

    /** Segments of a level that the bucket's folder has, live or not. */
    private long objects(int level) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(level + "-"))
                    .filter(file -> file.toString().endsWith(".parquet"))
                    .count();
        }
    }

    private static List<Integer> flushedSegments(LodurProcess lodur) {
        return Pattern.compile("\"flushed_segments\":(\\d+)")
                .matcher(lodur.get("/compactor?format=json").body())
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    @Test
    void theMultiTenantProfileIsAnswered() throws Exception {
        // given
        Path config = configuration("reference-config-multitenant.yaml");

        // when
        try (LodurProcess lodur = LodurProcess.start(folder, "-config.file=" + config);
                HttpSender sender = sender(lodur)) {
            // then
            new ConformanceCases(sender).assertMultiTenant();
        }
    }

    private static HttpSender sender(LodurProcess lodur) {
        return new HttpSender(URI.create(lodur.base()), Duration.ofSeconds(60));
    }

    /** The recorded configuration as it is, but for the folder that it names. */
    private Path configuration(String name) throws IOException {
        Path file = folder.resolve(name);
        String text = ConformanceCases.text(name);
        Files.writeString(
                file,
                text.replace("/tmp/loki-conformance", folder.resolve("loki").toString()));
        return file;
    }
}
