package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.testkit.conformance.HttpSender;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
