package dev.lodur.engine.metric;

import java.util.Arrays;
import java.util.BitSet;

/** Keeps every sample, for what cannot be put together from panes. */
abstract class SamplesFold extends Fold {
    private long[] nanos = new long[8];
    private double[] values = new double[8];
    private int size;

    @Override
    public final void add(int pane, long timestampNanos, double value) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        nanos[size] = timestampNanos;
        values[size] = value;
        size++;
    }

    @Override
    public final void addAll(Fold other) {
        SamplesFold added = (SamplesFold) other;
        for (int i = 0; i < added.size; i++) {
            add(0, added.nanos[i], added.values[i]);
        }
    }

    @Override
    public final long sizeBytes() {
        return 16L * nanos.length;
    }

    @Override
    public final void finish(Windows windows, double[] results, BitSet present) {
        SampleSort.sort(nanos, values, size);
        begin(Arrays.copyOf(values, size));
        int from = 0;
        int to = 0;
        for (int step = 0; step < results.length; step++) {
            long end = windows.steps().nanos(step) - windows.offsetNanos();
            while (to < size && nanos[to] <= end) {
                enter(to++);
            }
            while (from < to && nanos[from] <= end - windows.rangeNanos()) {
                leave(from++);
            }
            if (from < to) {
                results[step] = result(from, to);
                present.set(step);
            }
        }
    }

    final long nanos(int sample) {
        return nanos[sample];
    }

    final double value(int sample) {
        return values[sample];
    }

    /** All values in the order of time, before the first window. */
    abstract void begin(double[] all);

    /** A sample comes into the window. */
    abstract void enter(int sample);

    /** A sample leaves the window. */
    abstract void leave(int sample);

    /** The value of the window that has the samples from {@code from} to before {@code to}, at least one. */
    abstract double result(int from, int to);
}
