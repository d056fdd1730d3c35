package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.lodur.engine.metric.Steps;
import dev.lodur.engine.metric.Windows;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.SampleExpr;
import dev.lodur.model.Labels;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.TimeRange;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a metric query costs for each row that goes through parsers once it is warm: nothing but the place of its sample.
 * With {@code -Dlodur.scan.rounds=N} it prints bytes a row, of the best round, and CPU nanoseconds, of the last.
 */
class RowAllocationTest {
    private static final int ROWS = 10_000;
    private static final int WARM_ROUNDS = 10;
    private static final Windows WINDOWS = new Windows(Steps.instant(ROWS), ROWS + 1, 0);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum by (level) (count_over_time({app=\"web\"} | json [1m]))",
                "sum by (level) (count_over_time({app=\"web\"} | json | request_status >= 400 [1m]))",
                "sum by (level) (count_over_time({app=\"web\"} | json level=\"level\", status=\"request.status\" [1m]))",
                "sum by (level) (sum_over_time({app=\"web\"} | json | unwrap request_took [1m]))",
                "count_over_time({app=\"web\"} | json | keep level, app [1m])",
                "sum by (pod) (count_over_time({app=\"web\"} | unpack [1m]))"
            })
    void aRowOfJsonAllocatesNothing(String query) {
        assertThat(bytesPerRow(query, block(RowAllocationTest::json))).isLessThan(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum by (level) (count_over_time({app=\"web\"} | logfmt [1m]))",
                "sum by (level) (count_over_time({app=\"web\"} | logfmt | status >= 400 [1m]))",
                "sum by (level) (count_over_time({app=\"web\"} | logfmt level, status [1m]))",
                "sum by (level) (sum_over_time({app=\"web\"} | logfmt | unwrap status [1m]))",
                "sum by (caller) (bytes_over_time({app=\"web\"} | pattern \"level=<level> caller=<caller> <_>\" [1m]))",
                "count_over_time({app=\"web\"} | logfmt | keep level, app [1m])",
                "sum without (msg, caller, status, took, pod, id) (count_over_time({app=\"web\"} | logfmt [1m]))"
            })
    void aRowOfLogfmtAllocatesNothing(String query) {
        assertThat(bytesPerRow(query, block(RowAllocationTest::logfmt))).isLessThan(8);
    }

    private double bytesPerRow(String query, RowBlock block) {
        MetricPlan.Range plan = range(MetricPlan.compile((SampleExpr) LogqlParser.parse(query)));
        RowSelector selector = new RowSelector(plan.log(), TimeRange.ALL, new QueryStatistics());
        RowBatch batch = new RowBatch();
        int rounds = WARM_ROUNDS + Integer.getInteger("lodur.scan.rounds", 1);
        long allocated = Long.MAX_VALUE;
        long cpu = 0;
        for (int round = 0; round < rounds; round++) {
            long cpuBefore = threads.getCurrentThreadCpuTime();
            long before = threads.getCurrentThreadAllocatedBytes();
            selector.select(block, true, batch);
            RangeSamples samples = RangeSamples.of(batch, plan, WINDOWS, false, new QueryStatistics());
            long after = threads.getCurrentThreadAllocatedBytes();
            cpu = threads.getCurrentThreadCpuTime() - cpuBefore;
            assertThat(samples.count()).isPositive();
            allocated = Math.min(allocated, after - before - bytes(samples));
        }
        double perRow = (double) allocated / ROWS;
        if (rounds > WARM_ROUNDS + 1) {
            System.out.printf("%-110s %7.1f bytes %6d ns a row%n", query, perRow, cpu / ROWS);
        }
        return perRow;
    }

    /** What the samples take. */
    private static long bytes(RangeSamples samples) {
        return (3 * 8 + 4) * (long) samples.low().length + 8L * samples.values().length;
    }

    private static MetricPlan.Range range(MetricPlan plan) {
        return switch (plan) {
            case MetricPlan.Range range -> range;
            case MetricPlan.Aggregation aggregation -> range(aggregation.inner());
            case MetricPlan.Scalar scalar -> throw new IllegalArgumentException("no range: " + scalar);
            case MetricPlan.ConstantVector vector -> throw new IllegalArgumentException("no range: " + vector);
            case MetricPlan.Absent absent -> absent.samples();
            case MetricPlan.Binary binary -> range(binary.left());
            case MetricPlan.Pieces pieces -> range(pieces.parts().getFirst());
            case MetricPlan.Relabel relabel -> range(relabel.inner());
        };
    }

    /** The line of a row. */
    private interface Line {
        String of(String level, String message, int status, int took);
    }

    private static String json(String level, String message, int status, int took) {
        return ("{\"ts\":\"2026-11-10T10:00:00Z\",\"level\":\"%s\",\"pod\":\"p-1\",\"msg\":\"%s \\\"quoted\\\"\","
                        + "\"request\":{\"status\":%d,\"took\":%d,\"headers\":{\"agent\":\"x\"}},\"tags\":[1,2],"
                        + "\"_entry\":\"e\"}")
                .formatted(level, message, status, took);
    }

    private static String logfmt(String level, String message, int status, int took) {
        return "level=%s caller=handler.go:12 msg=\"%s \\\"quoted\\\"\" status=%d took=%dms"
                .formatted(level, message, status, took);
    }

    private static RowBlock block(Line line) {
        RandomGenerator random = TestBlocks.random(6);
        RowBlockBuilder builder = new RowBlockBuilder();
        String[] levels = {"info", "info", "warn", "error"};
        String[] messages = {"request done", "cache miss for key", "payment failed", "platba přijata"};
        Labels stream = Labels.of("app", "web");
        byte[] metadata = PackedLabels.encode(Labels.of("pod", "p-1", "id", "7"));
        for (int row = 0; row < ROWS; row++) {
            byte[] bytes = line.of(
                            levels[random.nextInt(levels.length)],
                            messages[random.nextInt(messages.length)],
                            200 + 100 * random.nextInt(4),
                            random.nextInt(900))
                    .getBytes(StandardCharsets.UTF_8);
            builder.add(stream, row, bytes, 0, bytes.length, metadata);
        }
        return builder.build();
    }
}
