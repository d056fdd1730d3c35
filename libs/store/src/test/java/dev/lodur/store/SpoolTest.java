package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.ReadFile;
import dev.lodur.testkit.CrashingFileLayer;
import dev.lodur.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class SpoolTest {
    private static final Path FOLDER = Path.of("/data/ingester-1/spool");

    private final ManualClock clock = new ManualClock();
    private CrashingFileLayer files = new CrashingFileLayer(clock);
    private Spool spool = Spool.open(files, FOLDER, clock);

    @Test
    void aPublishedSliceIsListedAndReadable() throws IOException {
        Slices.spool(spool, Slices.name(1), 1);

        SpooledSlice slice = spool.slices().getFirst();

        assertThat(slice.name()).isEqualTo(Slices.name(1));
        assertThat(slice.sizeBytes()).isEqualTo(1_000);
        assertThat(slice.checksum()).isEqualTo(crc32c(Slices.content(1)));
        assertThat(slice.publishedMillis()).isEqualTo(clock.millis());
        assertThat(read(slice)).isEqualTo(Slices.content(1));
        assertThat(spool.sizeBytes()).isEqualTo(1_000);
    }

    @Test
    void slicesSurviveARestartWithEverythingThatWasKnownOfThem() throws IOException {
        Slices.spool(spool, Slices.name(1), 1);
        Slices.spool(spool, Slices.name(2, Slices.DAY.minusDays(3)), 2);
        SpooledSlice before = spool.find(Slices.name(1)).orElseThrow();

        restartAfterPowerLoss();

        assertThat(spool.slices()).hasSize(2);
        assertThat(spool.find(Slices.name(1)).orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(before);
        assertThat(read(before)).isEqualTo(Slices.content(1));
    }

    @Test
    void aSliceThatWasNotPublishedLeavesNothing() throws IOException {
        try (SpoolWriter writer = spool.begin(Slices.name(1))) {
            writer.file().write(Slices.content(1), 0, 1_000);
        }

        assertThat(spool.slices()).isEmpty();
        assertThat(files.list(FOLDER)).isEmpty();
    }

    @Test
    void whatACrashLeftUnpublishedIsRemovedAtOpen() throws IOException {
        spool.begin(Slices.name(1)).file().write(Slices.content(1), 0, 1_000);
        Slices.spool(spool, Slices.name(2), 2);
        files.delete(file(2, ".meta"));
        Slices.spool(spool, Slices.name(3), 3);
        files.delete(file(3, ".parquet"));

        files = files.afterProcessDeath();
        spool = Spool.open(files, FOLDER, clock);

        assertThat(spool.slices()).isEmpty();
        assertThat(files.list(FOLDER)).isEmpty();
    }

    @Test
    void whatIsSeenAtOpenSurvivesTheNextLossOfPower() throws IOException {
        long operations = files.operations();
        Slices.spool(spool, Slices.name(1), 1);
        long forceOfTheFolder = files.operations();
        CrashingFileLayer dying = new CrashingFileLayer(clock).failAtOperation(forceOfTheFolder);
        Spool interrupted = Spool.open(dying, FOLDER, clock);
        assertThat(dying.operations()).isEqualTo(operations);
        assertThatThrownBy(() -> Slices.spool(interrupted, Slices.name(1), 1)).hasMessageContaining("publish");

        CrashingFileLayer restarted = dying.afterProcessDeath();
        assertThat(Spool.open(restarted, FOLDER, clock).slices()).hasSize(1);

        assertThat(Spool.open(restarted.afterPowerLoss(), FOLDER, clock).slices())
                .hasSize(1);
    }

    @Test
    void aSliceIsSpooledOnce() throws IOException {
        Slices.spool(spool, Slices.name(1), 1);

        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> spool.begin(Slices.name(1)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
    }

    @Test
    void aRemovedSliceIsGoneForGoodAndGoesOnBeingReadByWhoHasItOpen() throws IOException {
        Slices.spool(spool, Slices.name(1), 1);
        SpooledSlice slice = spool.slices().getFirst();
        try (ReadFile open = spool.open(slice)) {
            spool.remove(slice);
            spool.remove(slice);

            open.read(0, new byte[1_000], 0, 1_000);
        }

        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> spool.open(slice))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.GONE));
        restartAfterPowerLoss();
        assertThat(spool.slices()).isEmpty();
    }

    @Test
    void aDamagedSliceIsSetAsideAndTheOthersAreThere() throws IOException {
        Slices.spool(spool, Slices.name(1), 1);
        Slices.spool(spool, Slices.name(2), 2);
        Slices.spool(spool, Slices.name(3), 3);
        files.flipBit(file(1, ".meta"), 30, 2);
        files.truncate(file(2, ".parquet"), 999);

        restartAfterPowerLoss();

        assertThat(spool.slices()).extracting(SpooledSlice::name).containsExactly(Slices.name(3));
        assertThat(files.list(FOLDER))
                .extracting(Path::toString)
                .filteredOn(name -> name.endsWith(".corrupt"))
                .hasSize(4);
        Slices.spool(spool, Slices.name(1), 1);
        assertThat(spool.slices()).hasSize(2);
    }

    @Test
    void aFailedForceFailsThePublishAndTheSliceIsWrittenAgain() throws IOException {
        files.failForce(1);
        assertThatThrownBy(() -> Slices.spool(spool, Slices.name(1), 1)).hasMessageContaining("publish slice");
        assertThat(spool.slices()).isEmpty();

        Slices.spool(spool, Slices.name(1), 1);
        restartAfterPowerLoss();

        assertThat(read(spool.slices().getFirst())).isEqualTo(Slices.content(1));
    }

    private void restartAfterPowerLoss() {
        files = files.afterPowerLoss();
        spool = Spool.open(files, FOLDER, clock);
    }

    private byte[] read(SpooledSlice slice) throws IOException {
        try (ReadFile file = spool.open(slice)) {
            byte[] bytes = new byte[(int) file.sizeBytes()];
            file.read(0, bytes, 0, bytes.length);
            return bytes;
        }
    }

    private static Path file(int number, String suffix) {
        return FOLDER.resolve(Slices.name(number).fileName() + suffix);
    }

    private static int crc32c(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
