package dev.lodur.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.FileLayer;
import dev.lodur.testkit.CrashingFileLayer;
import dev.lodur.testkit.EveryOperation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every acknowledged record is replayed once, in order, unchanged, whatever fails and wherever the process dies. */
class WalCrashTest {
    private static final WalOptions OPTIONS =
            WalOptions.defaults().withFileSizeBytesMax(400).withCutRollBytesMin(100);

    /** What was promised: the acknowledged records that no cut covers, and all that were ever tried. */
    private static final class Promises {
        final TreeMap<Long, String> acknowledged = new TreeMap<>();
        final Map<Long, String> written = new HashMap<>();
        long cut;
        long bootEpoch;
    }

    @Test
    void aDeathAtAnyOperationLosesNothingAcknowledged() {
        long operations = new EveryOperation<>(Promises::new, WalCrashTest::work, WalCrashTest::check).crash();

        assertThat(operations).isGreaterThan(60);
    }

    @Test
    void aFailureOfAnyOperationLosesNothingAcknowledged() {
        long operations = new EveryOperation<>(Promises::new, WalCrashTest::workOn, WalCrashTest::check).failOnce();

        assertThat(operations).isGreaterThan(60);
    }

    @Test
    void aSecondDeathDuringTheRecoveryLosesNothingAcknowledged() throws IOException {
        for (long first = 10; first < 80; first += 7) {
            CrashingFileLayer files = new CrashingFileLayer().failAtOperation(first);
            Promises before = new Promises();
            dies(() -> work(files, before));
            for (long n = 1; n < 14; n++) {
                CrashingFileLayer left = files.afterPowerLoss(first).failAtOperation(n);
                Promises promises = copy(before);
                promises.bootEpoch++;
                dies(() ->
                        Log.open(left, Log.FOLDER, promises.bootEpoch, OPTIONS).close());
                check(left.afterPowerLoss(), copy(promises));
                check(left.afterPowerLoss(n), copy(promises));
            }
        }
    }

    @Test
    void aDiskThatIsFullAnywhereLosesNothingAcknowledgedAndWorksAgainWithRoom() throws IOException {
        for (long capacity = 0; capacity < 2500; capacity += 13) {
            CrashingFileLayer files = new CrashingFileLayer().capacityBytes(capacity);
            Promises promises = new Promises();
            dies(() -> workOn(files, promises));
            files.capacityBytes(Long.MAX_VALUE);
            dies(() -> workOn(files, promises));
            check(files.afterPowerLoss(), copy(promises));
            check(files.afterPowerLoss(capacity), copy(promises));
        }
    }

    @Test
    void randomFailuresAndDeathsOverManyLivesLoseNothingAcknowledged() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        long endNanos = System.nanoTime() + Long.getLong("lodur.fuzz.seconds", 2) * 1_000_000_000L;
        while (System.nanoTime() < endNanos) {
            long life = random.nextLong();
            try {
                live(new SplittableRandom(life));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("fails with seed " + life, e);
            }
        }
    }

    private static void live(SplittableRandom random) throws IOException {
        CrashingFileLayer files = new CrashingFileLayer();
        Promises promises = new Promises();
        for (int life = 0; life < 6; life++) {
            files.failAtOperation(1 + random.nextInt(120));
            files.failOnceAtOperation(1 + random.nextInt(60));
            files.failForce(1 + random.nextInt(20));
            CrashingFileLayer now = files;
            dies(() -> workOn(now, promises));
            long seed = random.nextLong();
            check(now.afterPowerLoss(seed), copy(promises));
            files = now.afterPowerLoss(seed);
        }
    }

    /** Two starts with appends, rolls and cuts; ends at the first failure. */
    private static void work(FileLayer files, Promises promises) throws IOException {
        for (int start = 0; start < 2; start++) {
            promises.bootEpoch++;
            try (Log log = Log.open(files, Log.FOLDER, promises.bootEpoch, OPTIONS)) {
                for (int i = 0; i < 9; i++) {
                    append(log, "start " + start + " record " + "x".repeat(i * 13) + i, promises);
                    if (i == 5) {
                        cut(log, promises);
                    }
                }
            }
        }
    }

    /** The same, by an ingester that goes on when an append or a cut fails. */
    private static void workOn(FileLayer files, Promises promises) throws IOException {
        promises.bootEpoch++;
        try (Log log = Log.open(files, Log.FOLDER, promises.bootEpoch, OPTIONS)) {
            for (int i = 0; i < 14; i++) {
                int number = i;
                goesOn(() -> append(log, "record " + "x".repeat(number * 11) + number, promises));
                if (i % 5 == 4) {
                    goesOn(() -> cut(log, promises));
                }
            }
        }
    }

    private static void append(Log log, String text, Promises promises) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long sequence = log.wal.append(bytes, 0, bytes.length, given -> promises.written.put(given, text));
        promises.acknowledged.put(sequence, text);
    }

    private static void cut(Log log, Promises promises) {
        promises.cut = Math.max(promises.cut, log.wal.lastSequence() - 2);
        log.wal.cut(promises.cut);
    }

    private static void check(CrashingFileLayer files, Promises promises) throws IOException {
        try (Log log = Log.open(files, Log.FOLDER, promises.bootEpoch + 1, OPTIONS)) {
            assertThat(log.events.corrupt).as("corrupt").isEmpty();
            assertThat(log.replayed)
                    .as("replayed")
                    .containsAllEntriesOf(promises.acknowledged.tailMap(promises.cut, false));
            assertThat(promises.written).as("written").containsAllEntriesOf(log.replayed);
            assertThat(log.append("next")).isGreaterThan(log.replayed.isEmpty() ? 0 : log.replayed.lastKey());
        }
        try (Log log = Log.open(files, Log.FOLDER, promises.bootEpoch + 2, OPTIONS)) {
            assertThat(log.events.corrupt).as("corrupt at the second start").isEmpty();
            assertThat(log.replayed.values()).as("at the second start").contains("next");
        }
    }

    private static Promises copy(Promises promises) {
        Promises copy = new Promises();
        copy.acknowledged.putAll(promises.acknowledged);
        copy.written.putAll(promises.written);
        copy.cut = promises.cut;
        copy.bootEpoch = promises.bootEpoch;
        return copy;
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void dies(Work work) {
        try {
            work.run();
        } catch (IOException | LodurException e) {
            assertThat(e).hasMessageNotContaining("closed");
        }
    }

    private static void goesOn(Runnable work) {
        try {
            work.run();
        } catch (LodurException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        }
    }
}
