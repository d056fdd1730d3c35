package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ObjIntConsumer;
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
    private static final String AGAIN = "-again";
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
    void everyFileComesBackByteForByteFromMemoryAfterAFlushAndAfterAKillInTheMiddleOfAPush() throws Exception {
        // given
        Map<String, List<String>> files = read();
        Map<String, Integer> acknowledged = new ConcurrentHashMap<>();

        // when
        try (LodurProcess lodur = LodurProcess.start(folder)) {
            files.forEach((name, lines) -> push(lodur, name, lines, acknowledged::put));

            // then
            files.forEach((name, lines) -> assertBack(lodur, name, lines));
            assertThat(lodur.post("/flush", "text/plain", new byte[0]).statusCode())
                    .isEqualTo(204);
            files.forEach((name, lines) -> assertBack(lodur, name, lines));
            pushUntilKilled(lodur, files, acknowledged);
        }
        try (LodurProcess lodur = LodurProcess.start(folder)) {
            files.forEach((name, lines) -> assertBack(lodur, name, lines));
            files.forEach((name, lines) ->
                    assertAcknowledged(lodur, name + AGAIN, lines, acknowledged.getOrDefault(name + AGAIN, 0)));
        }
    }

    /** Pushes all files once more and kills the process when some pushes are through and others are under way. */
    private void pushUntilKilled(LodurProcess lodur, Map<String, List<String>> files, Map<String, Integer> acknowledged)
            throws Exception {
        CountDownLatch some = new CountDownLatch(20);
        try (ExecutorService pushers = Executors.newFixedThreadPool(4)) {
            files.forEach((name, lines) -> pushers.submit(() -> {
                try {
                    push(lodur, name + AGAIN, lines, (pushed, count) -> {
                        acknowledged.put(pushed, count);
                        some.countDown();
                    });
                } catch (UncheckedIOException e) {
                    // Killed before the answer.
                    return;
                }
            }));
            some.await();
            lodur.kill();
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

    /** Pushes a file in parts, one after the other, and notes after each how many of its lines are acknowledged. */
    private void push(LodurProcess lodur, String name, List<String> lines, ObjIntConsumer<String> acknowledged) {
        for (int from = 0; from < lines.size(); from += LINES_PER_PUSH) {
            int to = Math.min(lines.size(), from + LINES_PER_PUSH);
            for (int host = 0; host < HOSTS; host++) {
                List<PushRequests.Line> batch = new ArrayList<>();
                for (int i = from; i < to; i++) {
                    if (i % HOSTS == host) {
                        batch.add(new PushRequests.Line(startNanos + i * LINE_NANOS, lines.get(i)));
                    }
                }
                String labels = "{filename=\"" + name + "\", host=\"node-" + host + "\", job=\"loghub\"}";
                byte[] body = PushRequests.snappy(labels, batch);
                assertThat(lodur.post("/loki/api/v1/push", PushRequests.CONTENT_TYPE, body)
                                .statusCode())
                        .isEqualTo(204);
            }
            acknowledged.accept(name, to);
        }
    }

    private void assertBack(LodurProcess lodur, String name, List<String> lines) {
        assertThat(read(lodur, name, lines).stream().map(Queries.Found::line))
                .as(name)
                .containsExactlyElementsOf(lines);
    }

    /** What is there is a beginning of the file, perhaps with lines of a push that got no answer behind it. */
    private void assertAcknowledged(LodurProcess lodur, String name, List<String> lines, int acknowledged) {
        List<Queries.Found> found = read(lodur, name, lines);
        assertThat(found.stream().map(Queries.Found::timestampNanos)).as(name).doesNotHaveDuplicates();
        assertThat(found).as(name).hasSizeGreaterThanOrEqualTo(acknowledged);
        for (Queries.Found line : found) {
            int number = (int) ((line.timestampNanos() - startNanos) / LINE_NANOS);
            assertThat(line.line()).as(name).isEqualTo(lines.get(number));
        }
        assertThat(found.stream().limit(acknowledged).map(Queries.Found::line))
                .as(name)
                .containsExactlyElementsOf(lines.subList(0, acknowledged));
    }

    private List<Queries.Found> read(LodurProcess lodur, String name, List<String> lines) {
        return new Queries(lodur)
                .forward("{filename=\"" + name + "\"}", startNanos, startNanos + lines.size() * LINE_NANOS);
    }
}
