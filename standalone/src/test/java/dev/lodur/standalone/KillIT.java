package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed in the middle of pushes and flushes: what it acknowledged is there afterwards, once. */
class KillIT {
    private static final int WRITERS = 4;
    private static final int LINES_PER_PUSH = 50;

    @TempDir
    Path folder;

    private final AtomicLong nextTimestampNanos = new AtomicLong((System.currentTimeMillis() - 3_600_000) * 1_000_000);

    @Test
    void acknowledgedLinesSurviveAKillOnceEach() {
        // given
        long startNanos = nextTimestampNanos.get();
        List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());

        // when
        for (int round = 0; round < 4; round++) {
            pushUntilKilled(round, acknowledged);
        }

        // then
        try (LodurProcess lodur = LodurProcess.start(folder)) {
            assertOnceEach(lodur, acknowledged, startNanos);
            lodur.post("/flush", "text/plain", new byte[0]);
            assertOnceEach(lodur, acknowledged, startNanos);
        }
        try (LodurProcess lodur = LodurProcess.start(folder)) {
            assertOnceEach(lodur, acknowledged, startNanos);
        }
    }

    private void pushUntilKilled(int round, List<String> acknowledged) {
        CountDownLatch enough = new CountDownLatch(40);
        try (LodurProcess lodur = LodurProcess.start(folder);
                ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int writer = 0; writer < WRITERS; writer++) {
                String host = "host-" + writer;
                writers.submit(() -> push(lodur, round, host, acknowledged, enough));
            }
            await(enough);
            if (round % 2 == 1) {
                // A flush is under way when the process dies.
                writers.submit(() -> lodur.post("/flush", "text/plain", new byte[0]));
            }
            lodur.kill();
        }
    }

    private void push(LodurProcess lodur, int round, String host, List<String> acknowledged, CountDownLatch enough) {
        for (int push = 0; ; push++) {
            List<PushRequests.Line> lines = new ArrayList<>();
            for (int i = 0; i < LINES_PER_PUSH; i++) {
                long timestampNanos = nextTimestampNanos.incrementAndGet();
                lines.add(new PushRequests.Line(
                        timestampNanos, "round " + round + " " + host + " push " + push + " line " + i));
            }
            try {
                byte[] body = PushRequests.snappy("{app=\"kill\", host=\"" + host + "\"}", lines);
                if (lodur.post("/loki/api/v1/push", PushRequests.CONTENT_TYPE, body)
                                .statusCode()
                        != 204) {
                    return;
                }
            } catch (UncheckedIOException e) {
                // Killed before the answer: whether these lines are there is open.
                return;
            }
            lines.forEach(line -> acknowledged.add(new String(line.bytes(), StandardCharsets.UTF_8)));
            enough.countDown();
        }
    }

    private static void assertOnceEach(LodurProcess lodur, List<String> acknowledged, long startNanos) {
        List<String> found = new Queries(lodur)
                .forward("{app=\"kill\"}", startNanos, startNanos + 3_600_000_000_000L).stream()
                        .map(Queries.Found::line)
                        .toList();
        assertThat(found).doesNotHaveDuplicates().containsAll(acknowledged);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
