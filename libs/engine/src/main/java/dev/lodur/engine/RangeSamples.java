package dev.lodur.engine;

import dev.lodur.engine.metric.Windows;
import dev.lodur.engine.row.Row;
import dev.lodur.logql.RangeOperation;
import dev.lodur.logql.Unwrap;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.RowBlock;
import java.util.Arrays;
import java.util.List;

/**
 * The samples that a block has for a range aggregation: times, identities, groups and values, side by side.
 *
 * @param values empty where each sample counts 1
 * @param labels of the groups
 */
record RangeSamples(long[] timestamps, long[] high, long[] low, int[] groups, double[] values, List<Labels> labels) {
    private static final double[] ONES = new double[0];

    int count() {
        return high.length;
    }

    double value(int sample) {
        return values.length == 0 ? 1 : values[sample];
    }

    /** The samples of the selected rows of a batch. */
    static RangeSamples of(RowBatch batch, MetricPlan.Range plan, Windows windows, QueryStatistics statistics) {
        if (batch.selection().isEmpty()) {
            return new RangeSamples(new long[0], new long[0], new long[0], new int[0], ONES, List.of());
        }
        // A filter may have marked rows, which then have labels that the block does not know of.
        if (plan.log().program().isEmpty() && plan.unwrap() == null && !batch.anyDerived()) {
            return ofBlock(batch, plan);
        }
        RowPipeline pipeline = plan.log().program().borrow();
        pipeline.begin(batch);
        RangeSamples samples = ofRows(batch, pipeline, plan, windows);
        statistics.survived(pipeline.survivors());
        plan.log().program().giveBack(pipeline);
        return samples;
    }

    private static RangeSamples ofBlock(RowBatch batch, MetricPlan.Range plan) {
        Selection selection = batch.selection();
        RowBlock block = batch.block();
        boolean bytes = countsBytes(plan.operation());
        RowGroups groups = new RowGroups(batch, plan.grouping());
        RangeSamples samples = withRoom(selection.count(), bytes, groups.groups());
        RowIdentity identity = new RowIdentity();
        identity.begin(block);
        int run = 0;
        int next = 0;
        for (int row = selection.next(0); row >= 0; row = selection.next(row + 1)) {
            while (row >= block.runStart(run + 1)) {
                run++;
            }
            identity.compute(row, run);
            samples.put(next, block.timestamps()[row], identity, groups.of(row, run));
            if (bytes) {
                samples.values[next] = block.lines().length(row);
            }
            next++;
        }
        return samples;
    }

    private static RangeSamples ofRows(RowBatch batch, RowPipeline pipeline, MetricPlan.Range plan, Windows windows) {
        Selection selection = batch.selection();
        RowBlock block = batch.block();
        Unwrap unwrap = plan.unwrap();
        SampleValue sample = unwrap == null ? null : new SampleValue(unwrap);
        boolean bytes = countsBytes(plan.operation());
        RowLabelGroups groups = new RowLabelGroups(plan.grouping());
        RangeSamples samples = withRoom(selection.count(), bytes || sample != null, groups.groups());
        RowIdentity identity = new RowIdentity();
        identity.begin(block);
        Row row = pipeline.row();
        int run = 0;
        int next = 0;
        for (int index = selection.next(0); index >= 0; index = selection.next(index + 1)) {
            while (index >= block.runStart(run + 1)) {
                run++;
            }
            if (!pipeline.keeps(index, run) || (sample != null && !sample.read(row))) {
                continue;
            }
            if (row.hasError() && !row.mayKeepError()) {
                if (windows.pane(row.timestampNanos()) < 0) {
                    continue;
                }
                throw failure(row);
            }
            identity.compute(index, run);
            samples.put(next, row.timestampNanos(), identity, groups.of(row));
            if (sample != null) {
                samples.values[next] = sample.sample();
            } else if (bytes) {
                samples.values[next] = row.lineTo() - row.lineFrom();
            }
            next++;
        }
        return samples.first(next);
    }

    private static boolean countsBytes(RangeOperation operation) {
        return operation == RangeOperation.BYTES_OVER_TIME || operation == RangeOperation.BYTES_RATE;
    }

    private static RangeSamples withRoom(int count, boolean values, List<Labels> labels) {
        return new RangeSamples(
                new long[count],
                new long[count],
                new long[count],
                new int[count],
                values ? new double[count] : ONES,
                labels);
    }

    private void put(int at, long timestampNanos, RowIdentity identity, int group) {
        timestamps[at] = timestampNanos;
        high[at] = identity.high();
        low[at] = identity.low();
        groups[at] = group;
    }

    private RangeSamples first(int count) {
        return count == high.length
                ? this
                : new RangeSamples(timestamps, Arrays.copyOf(high, count), low, groups, values, labels);
    }

    private static LodurException failure(Row row) {
        return new LodurException(
                ErrorCode.INVALID_QUERY,
                "pipeline error: '" + row.error() + "' for series: '" + Labels.of(row.allLabels())
                        + "'; leave such lines out with a filter, | __error__=\"\", also behind unwrap");
    }
}
