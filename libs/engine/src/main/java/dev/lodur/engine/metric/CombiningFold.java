package dev.lodur.engine.metric;

import java.util.BitSet;
import java.util.function.DoubleBinaryOperator;

/** Combines the values of a window two by two: sums, divided by a number of seconds for rates, minima and maxima. */
final class CombiningFold extends Fold {
    private final double[] panes;
    private final BitSet used = new BitSet();
    private final DoubleBinaryOperator combine;
    private final double divisor;

    private CombiningFold(int panes, DoubleBinaryOperator combine, double divisor) {
        this.panes = new double[panes];
        this.combine = combine;
        this.divisor = divisor;
    }

    static CombiningFold sum(int panes, double divisor) {
        return new CombiningFold(panes, Double::sum, divisor);
    }

    /** What is no number counts only where there is nothing else. */
    static CombiningFold min(int panes) {
        return new CombiningFold(panes, (a, b) -> b < a || Double.isNaN(a) ? b : a, 1);
    }

    /** What is no number counts only where there is nothing else. */
    static CombiningFold max(int panes) {
        return new CombiningFold(panes, (a, b) -> b > a || Double.isNaN(a) ? b : a, 1);
    }

    @Override
    public void add(int pane, long timestampNanos, double value) {
        panes[pane] = used.get(pane) ? combine.applyAsDouble(panes[pane], value) : value;
        used.set(pane);
    }

    @Override
    public void addAll(Fold other) {
        CombiningFold added = (CombiningFold) other;
        for (int pane = added.used.nextSetBit(0); pane >= 0; pane = added.used.nextSetBit(pane + 1)) {
            add(pane, 0, added.panes[pane]);
        }
    }

    @Override
    public void finish(Windows windows, double[] values, BitSet present) {
        Sliding.<Double>over(
                windows,
                pane -> used.get(pane) ? panes[pane] : null,
                (earlier, later) -> combine.applyAsDouble(earlier, later),
                (value, step) -> {
                    if (value != null) {
                        values[step] = value / divisor;
                        present.set(step);
                    }
                });
    }

    @Override
    public long sizeBytes() {
        return 8L * panes.length + panes.length / 8;
    }
}
