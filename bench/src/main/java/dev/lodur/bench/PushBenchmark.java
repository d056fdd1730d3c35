package dev.lodur.bench;

import dev.lodur.distributor.Distributor;
import dev.lodur.lokiapi.push.PushBody;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Decode, validate and enrich 16 MiB of lines in 16 bodies; the ingester takes everything at once. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PushBenchmark {
    private static final int BODIES = 16;

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private List<PushBody> bodies = List.of();
    private Distributor distributor = CorpusBatches.distributor(batch -> {}, executor);
    private long storedBytes;

    @Setup
    public void makeBodies() {
        bodies = CorpusBatches.bodies(BODIES);
        distributor = CorpusBatches.distributor(batch -> storedBytes += batch.length, executor);
    }

    @Benchmark
    public long push() {
        for (PushBody body : bodies) {
            distributor.push(CorpusBatches.TENANT, body);
        }
        return storedBytes;
    }
}
