package dev.lodur.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.testkit.CrashingFileLayer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class WalFailureTest {
    private final CrashingFileLayer files = new CrashingFileLayer();

    @Test
    void aFailedForceIsFinalAndTheNextRecordGoesIntoANewFile() throws IOException {
        Log log = Log.open(files, 1);
        log.append("one");
        files.failForce(files.forces() + 1);

        assertThatThrownBy(() -> log.append("two"))
                .hasMessageContaining("cannot force")
                .extracting(e -> ((LodurException) e).code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
        long forces = files.forces();
        log.append("three");

        // The new file's header and the record: the file that failed is not forced again.
        assertThat(files.forces()).isEqualTo(forces + 2);
        assertThat(files.list(Log.FOLDER)).hasSize(2);
        assertThat(log.events.forceFailures).isEqualTo(1);
        try (Log left = Log.open(files.afterPowerLoss(), 2)) {
            assertThat(left.replayed.values()).containsExactly("one", "three");
            assertThat(left.events.corrupt).isEmpty();
            assertThat(left.events.torn).hasSize(1);
        }
    }

    @Test
    void aFullDiskFailsTheAppendsAndKeepsWhatWasAcknowledged() throws IOException {
        Log log = Log.open(files, 1);
        log.append("one");
        files.capacityBytes(files.content(files.list(Log.FOLDER).getFirst()).length + 40);

        assertThatThrownBy(() -> log.append("a longer text")).hasMessageContaining("no space left");
        assertThatThrownBy(() -> log.append("two")).hasMessageContaining("new file");
        files.capacityBytes(Long.MAX_VALUE);
        log.append("three");

        assertThat(log.events.writeFailures).isEqualTo(1);
        try (Log left = Log.open(files.afterPowerLoss(), 2)) {
            assertThat(left.replayed.values()).containsExactly("one", "three");
            assertThat(left.events.corrupt).isEmpty();
        }
    }

    @Test
    void nothingIsAppendedToADiskThatIsFullBeyondTheThreshold() throws IOException {
        Log log = Log.open(files, Log.FOLDER, 1, WalOptions.defaults().withDiskFullThreshold(0.9));
        files.capacityBytes(2000);
        String text = "x".repeat(100);

        int appended = appendUntilFull(log, text);

        assertThat(files.usableBytes(Log.FOLDER)).isGreaterThanOrEqualTo(100);
        assertThat(log.events.writeFailures).isZero();
        files.capacityBytes(4000);
        log.append(text);
        try (Log left = Log.open(files.afterPowerLoss(), 2)) {
            assertThat(left.replayed.values()).hasSize(appended + 1);
        }
    }

    private static int appendUntilFull(Log log, String text) {
        for (int appended = 0; ; appended++) {
            try {
                log.append(text);
            } catch (LodurException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                assertThat(e.text()).contains("ingester.wal.disk_full_threshold");
                return appended;
            }
        }
    }
}
