package dev.lodur.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An ingester whose disk takes no more: pushes are refused and tried again, and what was acknowledged stays. */
class FullDiskIT {
    private static final Path DISK = Path.of("target", "clusters", "full-disk").toAbsolutePath();
    private static final int FULL_KIBIBYTES = 160;
    private static final int ROOMY_KIBIBYTES = 64 * 1024;
    private static final int SOME_LINES = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Kibibytes of 512-byte blocks, as the shell counts them: no file may grow beyond 200 KiB. */
    private static final List<String> FILES_STAY_SMALL = List.of("sh", "-c", "ulimit -f 400; exec \"$@\"", "sh");

    @Test
    void aFullDiskRefusesWritesAndLosesNothing() {
        Shape shape = Shape.HOME_LAB.withFlags("-ingester.wal-dir=" + DISK);
        try (SmallDisk disk = SmallDisk.mount(DISK, FULL_KIBIBYTES);
                Cluster cluster = Cluster.start("FullDiskIT-full", shape);
                Checker checker = cluster.startChecker()) {
            // when
            Await.until("pushes are refused", PATIENCE, () -> checker.retries() > 8);

            // then
            assertThat(checker.acknowledged()).isPositive();
            assertThat(checker.isComplete()).isTrue();
            cluster.ingester(0).kill();
            disk.grow(ROOMY_KIBIBYTES);
            cluster.ingester(0).start();
            checker.awaitMore(SOME_LINES);
            assertNothingIsLost(cluster, checker);
        }
    }

    @Test
    void writesThatFailWithinAFileLoseNothing() {
        try (Cluster cluster = Cluster.start("FullDiskIT-limited", Shape.HOME_LAB)) {
            // given
            cluster.ingester(0).terminate(PATIENCE);
            cluster.ingester(0).start(FILES_STAY_SMALL);
            try (Checker checker = cluster.startChecker()) {
                // when
                Await.until("pushes are refused", PATIENCE, () -> checker.retries() > 4);
                checker.awaitMore(SOME_LINES);
                cluster.ingester(0).kill();
                cluster.ingester(0).start();

                // then
                assertNothingIsLost(cluster, checker);
            }
        }
    }

    private static void assertNothingIsLost(Cluster cluster, Checker checker) {
        checker.drain();
        checker.awaitComplete(PATIENCE);
        checker.assertComplete();
        cluster.flush();
        checker.assertComplete();
    }
}
