package dev.lodur.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.file.FileLayer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** A log for tests with what its opening replayed and what its listener was told. */
final class Log implements AutoCloseable {
    static final Path FOLDER = Path.of("/volume/a/wal");

    final TreeMap<Long, String> replayed = new TreeMap<>();
    final Events events = new Events();
    final Wal wal;

    static final class Events implements WalListener {
        final List<String> corrupt = new ArrayList<>();
        final List<String> torn = new ArrayList<>();
        int forces;
        int forceFailures;
        int writeFailures;

        @Override
        public void corrupt(Path file, long offset, long lengthBytes, String reason) {
            corrupt.add(file.getFileName() + " " + offset + " " + lengthBytes + " " + reason);
        }

        @Override
        public void torn(Path file, long offset, long lengthBytes) {
            torn.add(file.getFileName() + " " + offset + " " + lengthBytes);
        }

        @Override
        public void forced(long records, long durationNanos) {
            assertThat(records).isPositive();
            forces++;
        }

        @Override
        public void forceFailed(Path file, IOException failure) {
            forceFailures++;
        }

        @Override
        public void writeFailed(Path file, IOException failure) {
            writeFailures++;
        }
    }

    private Log(FileLayer files, Path folder, long bootEpoch, WalOptions options) throws IOException {
        Wal.Environment environment = new Wal.Environment(
                files, System::nanoTime, new SplittableRandom(bootEpoch), new ScheduledThreadPoolExecutor(0), events);
        wal = Wal.open(folder, bootEpoch, options, environment, this::collect);
    }

    static Log open(FileLayer files, long bootEpoch) throws IOException {
        return open(files, FOLDER, bootEpoch, WalOptions.defaults());
    }

    static Log open(FileLayer files, Path folder, long bootEpoch, WalOptions options) throws IOException {
        return new Log(files, folder, bootEpoch, options);
    }

    private void collect(long sequence, byte[] bytes, int offset, int length) {
        assertThat(replayed.isEmpty() || replayed.lastKey() < sequence)
                .as("sequences rise")
                .isTrue();
        replayed.put(sequence, new String(bytes, offset, length, StandardCharsets.UTF_8));
    }

    long append(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return wal.append(bytes, 0, bytes.length, sequence -> {});
    }

    @Override
    public void close() throws IOException {
        wal.close();
    }
}
