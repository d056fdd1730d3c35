package dev.lodur.engine;

import dev.lodur.engine.metric.Windows;
import dev.lodur.engine.row.Row;
import dev.lodur.logql.Unwrap;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.RowBlock;
import java.util.List;

/**
 * The samples that a block has for a range aggregation: times, identities, groups and values, side by side.
 *
 * @param timestamps may be longer than there are samples
 * @param high empty where the samples are known to be nowhere else, so that nobody asks for identities
 * @param values empty where each sample counts 1
 * @param labels of the groups
 */
record RangeSamples(
        int count, long[] timestamps, long[] high, long[] low, int[] groups, double[] values, List<Labels> labels) {
    private static final double[] ONES = new double[0];
    private static final long[] UNASKED = new long[0];

    /** Whether the samples are known to be nowhere else. */
    boolean isUnique() {
        return high.length == 0;
    }

    double value(int sample) {
        return values.length == 0 ? 1 : values[sample];
    }

    /**
     * The samples of the selected rows of a batch.
     *
     * @param unique whether the rows are known to be nowhere else
     */
    static RangeSamples of(
            RowBatch batch, MetricPlan.Range plan, Windows windows, boolean unique, QueryStatistics statistics) {
        if (batch.selection().isEmpty()) {
            return new RangeSamples(0, UNASKED, UNASKED, UNASKED, new int[0], ONES, List.of());
        }
        // A filter may have marked rows, which then have labels that the block does not know of.
        if (plan.log().program().isEmpty() && plan.unwrap() == null && !batch.anyDerived()) {
            return ofBlock(batch, new RowGroups(batch, plan.grouping()), plan.countsBytes(), unique);
        }
        RowPipeline pipeline = plan.log().program().borrow();
        pipeline.begin(batch);
        RangeSamples samples = ofRows(batch, pipeline, plan, windows, unique);
        statistics.survived(pipeline.survivors());
        plan.log().program().giveBack(pipeline);
        return samples;
    }

    /** The samples of rows that are told apart by the labels of their streams only; only times are looked at. */
    static RangeSamples ofStreams(RowBatch batch, MetricPlan.Range plan) {
        return ofBlock(batch, RowGroups.ofStreams(batch, plan.grouping()), false, true);
    }

    private static RangeSamples ofBlock(RowBatch batch, RowGroups groups, boolean bytes, boolean unique) {
        Selection selection = batch.selection();
        RowBlock block = batch.block();
        RangeSamples samples = withRoom(selection.count(), bytes, unique, groups.groups());
        RowIdentity identity = new RowIdentity();
        if (!unique) {
            identity.begin(block);
        }
        int run = 0;
        int next = 0;
        for (int row = selection.next(0); row >= 0; row = selection.next(row + 1)) {
            while (row >= block.runStart(run + 1)) {
                run++;
            }
            samples.put(next, block.timestamps()[row], groups.of(row, run));
            if (!unique) {
                identity.compute(row, run);
                samples.identify(next, identity);
            }
            if (bytes) {
                samples.values[next] = block.lines().length(row);
            }
            next++;
        }
        return samples;
    }

    private static RangeSamples ofRows(
            RowBatch batch, RowPipeline pipeline, MetricPlan.Range plan, Windows windows, boolean unique) {
        Selection selection = batch.selection();
        RowBlock block = batch.block();
        Unwrap unwrap = plan.unwrap();
        SampleValue sample = unwrap == null ? null : new SampleValue(unwrap);
        boolean bytes = plan.countsBytes();
        RowLabelGroups groups = new RowLabelGroups(plan.grouping());
        RangeSamples samples = withRoom(selection.count(), bytes || sample != null, unique, groups.groups());
        RowIdentity identity = new RowIdentity();
        if (!unique) {
            identity.begin(block);
        }
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
            samples.put(next, row.timestampNanos(), groups.of(row));
            if (!unique) {
                identity.compute(index, run);
                samples.identify(next, identity);
            }
            if (sample != null) {
                samples.values[next] = sample.sample();
            } else if (bytes) {
                samples.values[next] = row.lineTo() - row.lineFrom();
            }
            next++;
        }
        return samples.first(next);
    }

    private static RangeSamples withRoom(int count, boolean values, boolean unique, List<Labels> labels) {
        return new RangeSamples(
                count,
                new long[count],
                unique ? UNASKED : new long[count],
                unique ? UNASKED : new long[count],
                new int[count],
                values ? new double[count] : ONES,
                labels);
    }

    private void put(int at, long timestampNanos, int group) {
        timestamps[at] = timestampNanos;
        groups[at] = group;
    }

    private void identify(int at, RowIdentity identity) {
        high[at] = identity.high();
        low[at] = identity.low();
    }

    private RangeSamples first(int some) {
        return new RangeSamples(some, timestamps, high, low, groups, values, labels);
    }

    private static LodurException failure(Row row) {
        return new LodurException(
                ErrorCode.INVALID_QUERY,
                "pipeline error: '" + row.error() + "' for series: '" + Labels.of(row.allLabels())
                        + "'; leave such lines out with a filter, | __error__=\"\", also behind unwrap");
    }
}
