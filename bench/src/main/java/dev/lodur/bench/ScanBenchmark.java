package dev.lodur.bench;

import dev.lodur.engine.BlockCandidate;
import dev.lodur.engine.Direction;
import dev.lodur.engine.LocalSelect;
import dev.lodur.engine.Projection;
import dev.lodur.engine.QueryStatistics;
import dev.lodur.engine.SelectRequest;
import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A line filter over 16 blocks of 1 MiB in memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ScanBenchmark {
    private static final int BLOCKS = 16;
    private static final long RESULT_BYTES_MAX = 64L << 20;

    /** Filters that leave nothing, and one that leaves a tenth of the rows. */
    @Param({
        "|= `no such needle anywhere`",
        "|= `zq#~`",
        "|~ `fail(ed|ure).*port 9[0-9]+xyz$`",
        "|~ `(?i)no such needle anywhere`",
        "|~ `[0-9]{3}\\.[0-9]{7}x`",
        "|= `error`"
    })
    public String filter = "";

    private List<BlockCandidate> candidates = List.of();

    @Setup
    public void makeBlocks() {
        List<BlockCandidate> made = new ArrayList<>();
        CorpusBlocks.ofBatches(CorpusBatches.batches(BLOCKS)).forEach(block -> made.add(new InMemory(block)));
        candidates = made;
    }

    @Benchmark
    public void scan(Blackhole blackhole) {
        SelectRequest request = new SelectRequest(
                CorpusBatches.TENANT,
                "{job=\"bench\"} " + filter,
                new TimeRange(0, Long.MAX_VALUE),
                Direction.FORWARD,
                0,
                Projection.IDENTITIES);
        try (LocalSelect select = new LocalSelect(request, candidates, new QueryStatistics(), RESULT_BYTES_MAX)) {
            for (byte[] block = select.nextBlock(); block != null; block = select.nextBlock()) {
                blackhole.consume(block);
            }
        }
    }

    private record InMemory(RowBlock block) implements BlockCandidate {
        @Override
        public long minTimestampNanos() {
            return 1;
        }

        @Override
        public long maxTimestampNanos() {
            return Long.MAX_VALUE - 1;
        }

        @Override
        public int rows() {
            return block.rows();
        }

        @Override
        public int runs() {
            return block.runs();
        }

        @Override
        public Labels labels(int run) {
            return block.labels(run);
        }

        @Override
        public long sizeBytes() {
            return block.lines().endByte();
        }

        @Override
        public RowBlock open() {
            return block;
        }
    }
}
