package dev.lodur.engine.metric;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The first or the last value of a window. Of values at the same time the smaller counts as the earlier one. */
final class EdgeFold extends Fold {
    private record Edge(long nanos, double value) {}

    private final long[] nanos;
    private final double[] values;
    private final BitSet used = new BitSet();
    private final boolean last;

    EdgeFold(int panes, boolean last) {
        this.nanos = new long[panes];
        this.values = new double[panes];
        this.last = last;
    }

    @Override
    public void add(int pane, long timestampNanos, double value) {
        if (!used.get(pane) || isFurther(timestampNanos, value, nanos[pane], values[pane])) {
            nanos[pane] = timestampNanos;
            values[pane] = value;
            used.set(pane);
        }
    }

    private boolean isFurther(long nanosA, double valueA, long nanosB, double valueB) {
        int order = Long.compare(nanosA, nanosB);
        int withValue = order != 0 ? order : Double.compare(valueA, valueB);
        return last ? withValue > 0 : withValue < 0;
    }

    @Override
    public void addAll(Fold other) {
        EdgeFold added = (EdgeFold) other;
        for (int pane = added.used.nextSetBit(0); pane >= 0; pane = added.used.nextSetBit(pane + 1)) {
            add(pane, added.nanos[pane], added.values[pane]);
        }
    }

    private @Nullable Edge pane(int pane) {
        return used.get(pane) ? new Edge(nanos[pane], values[pane]) : null;
    }

    @Override
    public void finish(Windows windows, double[] results, BitSet present) {
        Sliding.<Edge>over(windows, this::pane, (earlier, later) -> last ? later : earlier, (edge, step) -> {
            if (edge != null) {
                results[step] = edge.value();
                present.set(step);
            }
        });
    }

    @Override
    public long sizeBytes() {
        return 16L * nanos.length + nanos.length / 8;
    }
}
