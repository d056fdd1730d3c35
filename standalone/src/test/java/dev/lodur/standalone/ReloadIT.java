package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGHUP makes the packaged application read its configuration again, and never ends it. */
class ReloadIT {
    private static final String LINE = "x".repeat(2000);
    private static final String NOT_READ = "the configuration was not read again";

    @TempDir
    private Path folder;

    private LodurProcess lodur;

    @BeforeEach
    void start() {
        write("1KB");
        lodur = LodurProcess.start(folder.resolve("p"), "-config.file=" + folder.resolve("loki.yml"));
    }

    @AfterEach
    void stop() {
        lodur.close();
    }

    @Test
    void aLimitChangesWhileTheProcessRuns() {
        assertThat(push().statusCode()).isEqualTo(400);

        write("4KB");
        hangUp();

        lodur.await(() -> push().statusCode() == 204);
        assertThat(lodur.get("/config").body()).contains("max_line_size: 4KB");
        assertThat(lodur.get("/metrics").body()).contains("lodur_config_last_reload_successful 1.0");
    }

    @Test
    void aBrokenFileEndsNothingAndTheNextGoodOneCounts() {
        writeText("limits_config: {max_line_sze: 4KB}\n");
        hangUp();
        lodur.await(() -> lodur.log().contains(NOT_READ));

        assertThat(lodur.log())
                .contains("field max_line_sze not found in limits_config: the nearest known key is"
                        + " limits_config.max_line_size");
        assertThat(push().statusCode()).isEqualTo(400);
        assertThat(lodur.get("/metrics").body()).contains("lodur_config_last_reload_successful 0.0");
        assertThat(lodur.get("/config").body()).contains("max_line_size: 1KB");

        write("4KB");
        hangUp();
        lodur.await(() -> push().statusCode() == 204);
    }

    @Test
    void whatNeedsARestartIsNamed() {
        writeText("ingester: {chunk_idle_period: 1m}\nlimits_config: {max_line_size: 1KB}\n");

        hangUp();

        lodur.await(() -> lodur.log().contains("changed only with the next start: ingester.chunk_idle_period"));
        assertThat(lodur.get("/config").body()).contains("chunk_idle_period: 30m0s");
    }

    private HttpResponse<String> push() {
        String body = "{\"streams\":[{\"stream\":{\"app\":\"a\"},\"values\":[[\""
                + System.currentTimeMillis() * 1_000_000 + "\",\"" + LINE + "\"]]}]}";
        return lodur.post("/loki/api/v1/push", "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private void hangUp() {
        try {
            Process kill = new ProcessBuilder("kill", "-HUP", Long.toString(lodur.processId()))
                    .inheritIO()
                    .start();
            assertThat(kill.waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void write(String lineSize) {
        writeText("limits_config: {max_line_size: " + lineSize + "}\n");
    }

    private void writeText(String text) {
        try {
            Files.writeString(folder.resolve("loki.yml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
