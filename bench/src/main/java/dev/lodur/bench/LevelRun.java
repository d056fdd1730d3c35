package dev.lodur.bench;

import dev.lodur.model.RowBlock;
import dev.lodur.segment.SegmentOptions;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Measures what the levels of compression store and cost in segments without a filter: {@code LevelRun MEGABYTES [LEVEL...]}. */
public final class LevelRun {
    private static final int[] LEVELS = {1, 3, 6, 9, 12, 13, 15, 16};

    private LevelRun() {}

    /** @param arguments how many megabytes of lines, and which levels */
    public static void main(String[] arguments) throws IOException {
        List<RowBlock> streams = CorpusBlocks.ofStreams(CorpusBatches.batches(Integer.parseInt(arguments[0])));
        long raw = 0;
        for (RowBlock stream : streams) {
            raw += stream.lines().endByte() - stream.lines().firstByte();
        }
        System.out.printf("%.0f MB%n| zstd level | raw / stored | CPU seconds per GB |%n|---|---|---|%n", raw / 1e6);
        int[] levels = arguments.length == 1
                ? LEVELS
                : Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
        for (int level : levels) {
            FilterRun.Written written = FilterRun.write(streams, new SegmentOptions(level));
            System.out.printf(
                    "| %d | %.2f | %.1f |%n",
                    level, (double) raw / written.bytes().length, written.cpuSeconds() / raw * 1e9);
        }
    }
}
