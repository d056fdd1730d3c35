package dev.lodur.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.LodurException;
import dev.lodur.model.file.DiskFileLayer;
import dev.lodur.testkit.CrashingFileLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalConcurrencyTest {
    private static final int THREADS = 64;

    @Test
    void whatManyThreadsGotAcknowledgedIsThereThoughForcesFailAndThePowerGoes() throws IOException {
        for (int round = 1; round <= 30; round++) {
            CrashingFileLayer files = new CrashingFileLayer().failForce(round).failAtOperation(100L * round);
            Map<Long, String> acknowledged = new ConcurrentHashMap<>();
            try {
                Log log = Log.open(files, Log.FOLDER, 1, WalOptions.defaults().withFileSizeBytesMax(4000));
                appendFromAll(log, 20, acknowledged);
            } catch (IOException e) {
                assertThat(acknowledged).isEmpty();
            }
            try (Log log = Log.open(files.afterPowerLoss(round), 2)) {
                assertThat(log.replayed).as("round %d", round).containsAllEntriesOf(acknowledged);
                assertThat(log.events.corrupt).as("round %d", round).isEmpty();
            }
        }
    }

    @Test
    void anInterruptedThreadDoesNotHarmTheOthers(@TempDir Path folder) throws IOException {
        try (Log log = Log.open(new DiskFileLayer(), folder, 1, WalOptions.defaults())) {
            Thread.currentThread().interrupt();
            log.append("interrupted");
            assertThat(Thread.interrupted()).isTrue();
            log.append("later");
            assertThat(log.events.forceFailures + log.events.writeFailures).isZero();
        }
    }

    /** Prints what this disk does; asserts nothing of it. */
    @Test
    void throughputOf64AppendersWithBatchesOf64KiB(@TempDir Path folder) throws IOException {
        Log log = Log.open(new DiskFileLayer(), folder, 1, WalOptions.defaults());
        byte[] batch = new byte[64 << 10];
        long start = System.nanoTime();
        int count = 50;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int t = 0; t < THREADS; t++) {
                threads.submit(() -> {
                    for (int i = 0; i < count; i++) {
                        log.wal.append(batch, 0, batch.length, sequence -> {});
                    }
                });
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        log.close();
        System.out.printf(
                "wal: %.0f MB/s, %.0f forces/s%n",
                (double) THREADS * count * batch.length / seconds / 1e6, log.events.forces / seconds);
    }

    private static void appendFromAll(Log log, int count, Map<Long, String> acknowledged) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int t = 0; t < THREADS; t++) {
                int thread = t;
                threads.submit(() -> {
                    for (int i = 0; i < count; i++) {
                        append(log, thread + "/" + i, acknowledged);
                    }
                });
            }
        }
    }

    private static void append(Log log, String text, Map<Long, String> acknowledged) {
        try {
            acknowledged.put(log.append(text), text);
        } catch (LodurException e) {
            // Not acknowledged: it may be there or not.
            assertThat(e.code().httpStatus()).isEqualTo(503);
        }
    }
}
