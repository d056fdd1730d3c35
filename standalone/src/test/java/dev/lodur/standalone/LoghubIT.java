package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real logs go in as Promtail pushes them and come out byte for byte: from memory, after a flush, and after a kill.
 *
 * <p>Runs where the property {@code lodur.loghub} or {@code ../shared/data/loghub} names a folder of the Loghub
 * collection, whose licence keeps it out of the project; says so where there is none.
 */
class LoghubIT {
    private static final int LINES_PER_PUSH = 400;
    private static final int HOSTS = 3;
    private static final long LINE_NANOS = 1_000_003;

    private static Path collection;

    @TempDir
    Path folder;

    private final long startNanos = (System.currentTimeMillis() - 1_800_000) * 1_000_000;

    @BeforeAll
    static void findTheCollection() {
        collection = Path.of(System.getProperty("lodur.loghub", "../../shared/data/loghub"));
        if (!Files.isDirectory(collection)) {
            System.out.println("SKIPPED: LoghubIT, no folder " + collection + " (set -Dlodur.loghub=FOLDER)");
        }
        Assumptions.assumeTrue(Files.isDirectory(collection), "no folder " + collection);
    }

    @Test
    void everyFileComesBackByteForByteFromMemoryAfterAFlushAndAfterAKill() throws IOException {
        // given
        Map<String, List<String>> files = read();

        // when
        try (LodurProcess lodur = LodurProcess.start(folder)) {
            files.forEach((name, lines) -> push(lodur, name, lines));

            // then
            files.forEach((name, lines) -> assertBack(lodur, name, lines));
            assertThat(lodur.post("/flush", "text/plain", new byte[0]).statusCode())
                    .isEqualTo(204);
            files.forEach((name, lines) -> assertBack(lodur, name, lines));
            files.forEach((name, lines) -> push(lodur, name + "-again", lines));
            lodur.kill();
        }
        try (LodurProcess lodur = LodurProcess.start(folder)) {
            files.forEach((name, lines) -> assertBack(lodur, name, lines));
            files.forEach((name, lines) -> assertBack(lodur, name + "-again", lines));
        }
    }

    private static Map<String, List<String>> read() throws IOException {
        Map<String, List<String>> files = new LinkedHashMap<>();
        try (Stream<Path> paths = Files.list(collection)) {
            for (Path path : paths.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList()) {
                String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
                files.put(path.getFileName().toString(), text.lines().toList());
            }
        }
        assertThat(files).isNotEmpty();
        return files;
    }

    private void push(LodurProcess lodur, String name, List<String> lines) {
        for (int from = 0; from < lines.size(); from += LINES_PER_PUSH) {
            for (int host = 0; host < HOSTS; host++) {
                List<PushRequests.Line> batch = new ArrayList<>();
                for (int i = from; i < Math.min(lines.size(), from + LINES_PER_PUSH); i++) {
                    if (i % HOSTS == host) {
                        batch.add(new PushRequests.Line(startNanos + i * LINE_NANOS, lines.get(i)));
                    }
                }
                String labels = "{filename=\"" + name + "\", host=\"node-" + host + "\", job=\"loghub\"}";
                assertThat(lodur.post(
                                        "/loki/api/v1/push",
                                        PushRequests.CONTENT_TYPE,
                                        PushRequests.snappy(labels, batch))
                                .statusCode())
                        .isEqualTo(204);
            }
        }
    }

    private void assertBack(LodurProcess lodur, String name, List<String> lines) {
        List<String> found = new Queries(lodur)
                .forward("{filename=\"" + name + "\"}", startNanos, startNanos + lines.size() * LINE_NANOS).stream()
                        .map(Queries.Found::line)
                        .toList();
        assertThat(found).as(name).isEqualTo(lines);
    }
}
