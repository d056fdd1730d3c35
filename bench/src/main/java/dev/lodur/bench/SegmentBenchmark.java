package dev.lodur.bench;

import dev.lodur.model.RowBlock;
import dev.lodur.segment.RangeReader;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentBlockReader;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.SegmentOptions;
import dev.lodur.segment.SegmentPlan;
import dev.lodur.segment.SegmentScratch;
import dev.lodur.segment.SegmentWriter;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
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
import org.openjdk.jmh.infra.Blackhole;

/** A segment of 16 MiB of lines, written at the level of a flush and read block by block, all in memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SegmentBenchmark {
    private static final int BATCHES = 16;

    private final SegmentScratch scratch = new SegmentScratch();
    private List<RowBlock> streams = List.of();
    private byte[] segment = new byte[0];

    @Setup
    public void makeSegment() throws IOException {
        streams = CorpusBlocks.ofStreams(CorpusBatches.batches(BATCHES));
        segment = write();
    }

    @Benchmark
    public byte[] write() throws IOException {
        SegmentPlan plan = new SegmentPlan();
        for (RowBlock stream : streams) {
            plan.addStream(stream.labels(0), stream.rows());
        }
        plan.addMetadataKey("detected_level", Integer.MAX_VALUE);
        MemoryFile file = new MemoryFile();
        try (SegmentWriter writer = new SegmentWriter(file, plan.columns(), SegmentOptions.FLUSH)) {
            for (RowBlock stream : streams) {
                append(stream, writer);
            }
            writer.finish();
        }
        return file.toByteArray();
    }

    static void append(RowBlock stream, SegmentWriter writer) throws IOException {
        writer.beginStream(stream.labels(0));
        byte[] metadata = Objects.requireNonNull(stream.metadata().restBytes());
        int[] offsets = Objects.requireNonNull(stream.metadata().restOffsets());
        for (int row = 0; row < stream.rows(); row++) {
            writer.append(
                    stream.timestamps()[row],
                    stream.lines().bytes(),
                    stream.lines().start(row),
                    stream.lines().length(row),
                    metadata,
                    offsets[row],
                    offsets[row + 1] - offsets[row]);
        }
    }

    /** Every block's lines and nothing else: what a scan that finds nothing reads. */
    @Benchmark
    public void readLines(Blackhole blackhole) {
        SegmentBlockReader reader = open();
        for (int block = 0; block < blocks(); block++) {
            reader.open(block);
            blackhole.consume(reader.lines());
        }
    }

    /** Every column of every block. */
    @Benchmark
    public void readAll(Blackhole blackhole) {
        SegmentBlockReader reader = open();
        for (int block = 0; block < blocks(); block++) {
            reader.open(block);
            blackhole.consume(reader.lines());
            blackhole.consume(reader.timestamps());
            blackhole.consume(reader.metadata());
        }
    }

    private int blocks() {
        return index().blocks().rows().length;
    }

    private SegmentIndex index() {
        return SegmentIndex.readFromTail(RangeReader.of(segment, "segment"), segment.length);
    }

    private SegmentBlockReader open() {
        return new SegmentBlockReader(Segment.open(RangeReader.of(segment, "segment"), index()), scratch);
    }
}
