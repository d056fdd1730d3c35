package dev.lodur.bench;

import dev.lodur.model.file.DiskFileLayer;
import dev.lodur.wal.Wal;
import dev.lodur.wal.WalListener;
import dev.lodur.wal.WalOptions;
import dev.lodur.wal.WalSync;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Appends 16 batches of 1 MiB of lines to a log in memory ({@code /dev/shm} where it is there), without forcing it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class WalBenchmark {
    private static final int BATCHES = 16;
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private List<byte[]> batches = List.of();
    private Path folder = SHARED_MEMORY;
    private Wal wal = open();

    private Wal open() {
        try {
            folder = Files.isDirectory(SHARED_MEMORY)
                    ? Files.createTempDirectory(SHARED_MEMORY, "lodur-bench")
                    : Files.createTempDirectory("lodur-bench");
            return Wal.open(
                    folder.resolve("wal"),
                    1,
                    WalOptions.defaults().withSync(WalSync.NEVER, 1000),
                    new Wal.Environment(
                            new DiskFileLayer(), System::nanoTime, new Random(1), scheduler, WalListener.NONE),
                    (sequence, bytes, offset, length) -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Setup
    public void makeBatches() {
        batches = CorpusBatches.batches(BATCHES);
    }

    @Benchmark
    public long append() {
        long sequence = 0;
        for (byte[] batch : batches) {
            sequence = wal.append(batch, 0, batch.length, given -> {});
        }
        wal.cut(sequence);
        return sequence;
    }

    @TearDown
    public void remove() throws IOException {
        wal.close();
        scheduler.shutdownNow();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
