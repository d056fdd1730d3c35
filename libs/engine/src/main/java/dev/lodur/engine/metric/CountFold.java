package dev.lodur.engine.metric;

import java.util.BitSet;

/** Counts samples, or adds up whole numbers such as bytes, exactly; divided by a number of seconds for rates. */
public final class CountFold extends Fold {
    private final long[] samples;
    private final long[] sums;
    private final boolean weighted;
    private final double divisor;

    /** @param weighted whether samples count with their values, rather than one each */
    CountFold(int panes, boolean weighted, double divisor) {
        this.samples = new long[panes];
        this.sums = weighted ? new long[panes] : samples;
        this.weighted = weighted;
        this.divisor = divisor;
    }

    @Override
    public void add(int pane, long timestampNanos, double value) {
        samples[pane]++;
        if (weighted) {
            sums[pane] += (long) value;
        }
    }

    /** Adds so many samples at once, which weigh so much together. */
    public void addMany(int pane, long count, long sum) {
        samples[pane] += count;
        if (weighted) {
            sums[pane] += sum;
        }
    }

    @Override
    public void addAll(Fold other) {
        CountFold counted = (CountFold) other;
        add(samples, counted.samples);
        if (weighted) {
            add(sums, counted.sums);
        }
    }

    private static void add(long[] to, long[] from) {
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }

    @Override
    public void finish(Windows windows, double[] values, BitSet present) {
        long[] samplesBefore = before(samples);
        long[] sumsBefore = weighted ? before(sums) : samplesBefore;
        for (int step = 0; step < values.length; step++) {
            int first = windows.firstPane(step);
            int end = Math.max(first, windows.lastPane(step) + 1);
            values[step] = (sumsBefore[end] - sumsBefore[first]) / divisor;
            present.set(step, samplesBefore[end] > samplesBefore[first]);
        }
    }

    /** For each pane the sum of all before it. */
    private static long[] before(long[] panes) {
        long[] before = new long[panes.length + 1];
        for (int i = 0; i < panes.length; i++) {
            before[i + 1] = before[i] + panes[i];
        }
        return before;
    }

    @Override
    public long sizeBytes() {
        return 8L * samples.length * (weighted ? 2 : 1);
    }
}
