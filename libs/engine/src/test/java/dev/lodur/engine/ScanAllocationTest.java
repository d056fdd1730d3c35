package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.TimeRange;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a scan without hits costs: less than a hundredth of a byte of memory per byte scanned. With {@code
 * -Dlodur.scan.rounds=N} it prints GB of lines per CPU-second over N rounds of 64 MiB.
 */
class ScanAllocationTest {
    private static final int BLOCKS = 64;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{app=\"web\"} |= \"connection reset by peer\"",
                "{app=\"web\"} |= \"nosuchword\" != \"x\"",
                "{app=\"web\"} |~ \"panic: .* goroutine [0-9]+\"",
                "{app=\"web\"} |~ \"(?i)OutOfMemory\"",
                "{app=\"web\"} |~ \"(panic|fatal|oops) in\"",
                "{app=\"web\"} |~ \"status=5\\\\d\\\\d took=\\\\d+s\"",
                "{app=\"web\"} |~ \"[0-9a-f]{40}\"",
                "{app=\"web\"} |> \"<_>nothing like<_>this<_>\"",
                "{app=\"web\"} | level=\"nosuch\""
            })
    void aScanWithoutHitsAllocatesNextToNothing(String query) {
        RowBlock block = block(TestBlocks.random(5));
        long bytes = (long) BLOCKS * (block.lines().endByte() - block.lines().firstByte());
        RowSelector selector = new RowSelector(LogQueryPlan.compile(query), TimeRange.ALL, new QueryStatistics());
        RowBatch batch = new RowBatch();
        scan(selector, block, batch);
        int rounds = Integer.getInteger("lodur.scan.rounds", 1);
        long cpu = 0;
        long allocated = 0;
        for (int round = 0; round < rounds; round++) {
            long cpuBefore = threads.getCurrentThreadCpuTime();
            long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
            scan(selector, block, batch);
            allocated = threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
            cpu = threads.getCurrentThreadCpuTime() - cpuBefore;
        }

        if (rounds > 1) {
            System.out.printf("%-60s %6.2f GB per CPU-second%n", query, (double) bytes / cpu);
        }
        assertThat((double) allocated / bytes).isLessThan(0.01);
    }

    private static void scan(RowSelector selector, RowBlock block, RowBatch batch) {
        for (int i = 0; i < BLOCKS; i++) {
            selector.select(block, true, batch);
            assertThat(batch.selection().isEmpty()).isTrue();
        }
    }

    /** About 1 MiB of lines as an application writes them. */
    private static RowBlock block(RandomGenerator random) {
        RowBlockBuilder builder = new RowBlockBuilder();
        String[] levels = {"info", "info", "info", "warn", "error"};
        String[] messages = {"request done", "cache miss for key", "payment failed", "retrying connection to db-1"};
        Labels stream = Labels.of("app", "web");
        for (long time = 0; builder.sizeBytes() < 1 << 20; time++) {
            String line =
                    "2026-11-10T10:00:%02d.%03dZ level=%s caller=handler.go:%d msg=\"%s\" path=/api/v1/items/%d status=%d took=%dms"
                            .formatted(
                                    random.nextInt(60),
                                    random.nextInt(1000),
                                    levels[random.nextInt(levels.length)],
                                    random.nextInt(400),
                                    messages[random.nextInt(messages.length)],
                                    random.nextInt(100_000),
                                    200 + 100 * random.nextInt(4),
                                    random.nextInt(900));
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            builder.add(stream, time, bytes, 0, bytes.length, new byte[0]);
        }
        return builder.build();
    }
}
