package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers of the packaged application are compressed for clients that take it, unless the configuration forbids it. */
class CompressionIT {
    @TempDir
    private Path folder;

    @Test
    void answersAreCompressedForThoseWhoTakeIt() throws IOException {
        try (LodurProcess lodur = start("{}")) {
            assertThat(encoding(lodur, "gzip")).isEqualTo("gzip");
            assertThat(encoding(lodur, "identity")).isNotEqualTo("gzip");
        }
    }

    @Test
    void theConfigurationLeavesThemAsTheyAre() throws IOException {
        try (LodurProcess lodur = start("{compress_responses: false}")) {
            assertThat(encoding(lodur, "gzip")).isNotEqualTo("gzip");
        }
    }

    private LodurProcess start(String frontend) throws IOException {
        Path file = Files.writeString(folder.resolve("loki.yml"), "auth_enabled: false\nfrontend: " + frontend + "\n");
        return LodurProcess.start(folder.resolve("p"), "-config.file=" + file);
    }

    private static String encoding(LodurProcess lodur, String accepted) {
        HttpResponse<String> response =
                lodur.get("/loki/api/v1/labels", "Accept-Encoding", accepted, "Cache-Control", "no-cache");
        assertThat(response.statusCode()).isEqualTo(200);
        return response.headers().firstValue("Content-Encoding").orElse("");
    }
}
