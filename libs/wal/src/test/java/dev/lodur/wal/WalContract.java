package dev.lodur.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.FileLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a log does on every file layer that works. */
abstract class WalContract {
    private static final WalOptions SMALL_FILES = WalOptions.defaults().withFileSizeBytesMax(300);

    abstract FileLayer files();

    abstract Path folder();

    @Test
    void replaysWhatWasAppendedInOrderAndGoesOnBehindIt() throws IOException {
        long first;
        long second;
        try (Log log = open(1)) {
            first = log.append("one");
            second = log.append("two");
        }
        long third;
        try (Log log = open(2)) {
            assertThat(log.replayed).containsExactly(entry(first, "one"), entry(second, "two"));
            assertThat(log.wal.lastSequence()).isGreaterThanOrEqualTo(second);
            third = log.append("three");
            assertThat(third).isGreaterThan(second);
        }
        try (Log log = open(3)) {
            assertThat(log.replayed.values()).containsExactly("one", "two", "three");
            assertThat(log.events.corrupt).isEmpty();
            assertThat(log.events.torn).isEmpty();
        }
    }

    @Test
    void sequencesRiseEvenWhenTheFolderWasLost() throws IOException {
        long before;
        try (Log log = open(7)) {
            before = log.append("one");
        }
        try (Log log = Log.open(files(), folder().resolveSibling("other"), 8, SMALL_FILES)) {
            assertThat(log.append("two")).isGreaterThan(before);
        }
    }

    @Test
    void sequencesRiseWhenTheEpochDoesNot() throws IOException {
        List<Long> sequences = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            try (Log log = open(4)) {
                sequences.add(log.append("x"));
            }
            open(4).close();
        }
        assertThat(sequences).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void tellsTheSequenceBeforeItReturnsAndInOrder() throws IOException {
        List<Long> told = new ArrayList<>();
        try (Log log = open(1)) {
            for (int i = 0; i < 3; i++) {
                long sequence = log.wal.append(new byte[] {1, 2, 3}, 1, 1, told::add);
                assertThat(told).last().isEqualTo(sequence);
            }
        }
        assertThat(told).hasSize(3).isSorted();
    }

    @Test
    void cutRemovesTheFilesThatAreWhollyCovered() throws IOException {
        List<Long> sequences = new ArrayList<>();
        try (Log log = open(1)) {
            for (int i = 0; i < 12; i++) {
                sequences.add(log.append("record number " + i + " with some length to fill the file"));
            }
            int filesBefore = files().list(folder()).size();
            long bytesBefore = log.wal.sizeBytes();
            log.wal.cut(sequences.get(5));
            assertThat(files().list(folder())).hasSizeLessThan(filesBefore);
            assertThat(log.wal.sizeBytes()).isLessThan(bytesBefore);
            log.wal.cut(sequences.get(5));
        }
        try (Log log = open(2)) {
            assertThat(log.replayed.keySet()).containsAll(sequences.subList(6, 12));
            assertThat(log.replayed.keySet()).doesNotContain(sequences.get(0));
            assertThat(log.events.corrupt).isEmpty();
        }
    }

    @Test
    void cutOfEverythingLeavesTheSmallOpenFileAndRollsALargeOne() throws IOException {
        WalOptions options = WalOptions.defaults().withCutRollBytesMin(1000);
        try (Log log = Log.open(files(), folder(), 1, options)) {
            long small = log.append("small");
            log.wal.cut(small);
            Path open = files().list(folder()).getFirst();
            assertThat(log.wal.sizeBytes()).isPositive();
            long large = log.append("x".repeat(2000));
            log.wal.cut(large);
            assertThat(files().list(folder())).hasSize(1).doesNotContain(open);
            log.append("later");
        }
        try (Log log = open(2)) {
            assertThat(log.replayed.values()).containsExactly("later");
        }
    }

    @Test
    void cutRemovesTheFilesOfEarlierStarts() throws IOException {
        for (int epoch = 1; epoch < 4; epoch++) {
            try (Log log = open(epoch)) {
                log.append("epoch " + epoch);
            }
        }
        try (Log log = open(4)) {
            log.wal.cut(log.replayed.lastKey());
            assertThat(files().list(folder())).hasSize(1);
        }
        try (Log log = open(5)) {
            assertThat(log.replayed).isEmpty();
        }
    }

    @Test
    void refusesARecordAboveItsLimitAndEmptyOnes() throws IOException {
        try (Log log = Log.open(files(), folder(), 1, WalOptions.defaults().withRecordBytesMax(10))) {
            assertThatThrownBy(() -> log.append("12345678901"))
                    .hasMessageContaining("11 bytes")
                    .extracting(e -> ((LodurException) e).code())
                    .isEqualTo(ErrorCode.BODY_TOO_LARGE);
            assertThatThrownBy(() -> log.append("")).isInstanceOf(IllegalArgumentException.class);
            log.append("1234567890");
        }
    }

    @Test
    void keepsARecordLargerThanAFileAndThanAnyBuffer() throws IOException {
        byte[] large = new byte[5 << 20];
        RandomGenerator.of("L64X128MixRandom").nextBytes(large);
        try (Log log = open(1)) {
            log.append("before");
            log.wal.append(large, 0, large.length, sequence -> {});
            log.append("after");
        }
        List<Integer> lengths = new ArrayList<>();
        Wal.replay(files(), folder(), (sequence, bytes, offset, length) -> lengths.add(length), WalListener.NONE);
        assertThat(lengths).containsExactly(6, large.length, 5);
    }

    @Test
    void isClosedOnceAndForAll() throws IOException {
        Log log = open(1);
        log.close();
        log.close();
        assertThatThrownBy(() -> log.append("x")).hasMessageContaining("closed");
        log.wal.flush();
        log.wal.cut(Long.MAX_VALUE);
    }

    @Test
    void neverForcesARecordWhenToldNever() throws IOException {
        WalOptions options = WalOptions.defaults().withSync(WalSync.NEVER, 1).withFileSizeBytesMax(200);
        try (Log log = Log.open(files(), folder(), 1, options)) {
            for (int i = 0; i < 10; i++) {
                log.append("record " + i);
            }
            assertThat(log.events.forces).isZero();
        }
        try (Log log = open(2)) {
            assertThat(log.replayed).hasSize(10);
        }
    }

    @Test
    void forcesAtAnIntervalWhenToldInterval() throws Exception {
        CountDownLatch forced = new CountDownLatch(2);
        WalListener listener = new WalListener() {
            @Override
            public void forced(long records, long durationNanos) {
                forced.countDown();
            }
        };
        try (ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor()) {
            Wal.Environment environment =
                    new Wal.Environment(files(), System::nanoTime, RandomGenerator.getDefault(), scheduler, listener);
            WalOptions options = WalOptions.defaults().withSync(WalSync.INTERVAL, 1);
            Wal wal = Wal.open(folder(), 1, options, environment, (sequence, bytes, offset, length) -> {});
            while (!forced.await(1, TimeUnit.MILLISECONDS)) {
                wal.append(new byte[] {1}, 0, 1, sequence -> {});
            }
            wal.close();
        }
    }

    @Test
    void aVisitorThatFailsEndsTheOpeningAndChangesNothing() throws IOException {
        try (Log log = open(1)) {
            log.append("one");
        }
        Wal.Environment environment = new Wal.Environment(
                files(),
                System::nanoTime,
                RandomGenerator.getDefault(),
                Executors.newScheduledThreadPool(0),
                WalListener.NONE);
        assertThatThrownBy(() -> Wal.open(folder(), 2, SMALL_FILES, environment, (sequence, bytes, offset, length) -> {
                    throw new IOException("no room");
                }))
                .hasMessage("no room");
        try (Log log = open(2)) {
            assertThat(log.replayed.values()).containsExactly("one");
        }
    }

    private Log open(long bootEpoch) throws IOException {
        return Log.open(files(), folder(), bootEpoch, SMALL_FILES);
    }
}
