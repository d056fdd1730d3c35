package dev.lodur.engine.metric;

import java.util.BitSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Mean and variance of a window: each pane keeps count, mean and sum of squared deviations, which are combined as Chan,
 * Golub and LeVeque (1979) do, so that large values with small differences keep their digits.
 */
final class MomentsFold extends Fold {
    /** @param squares the sum of squared deviations from the mean */
    private record Moments(double count, double mean, double squares) {
        Moments with(Moments other) {
            double all = count + other.count;
            double delta = other.mean - mean;
            double squaresOfAll = squares + other.squares + delta * delta * count * other.count / all;
            // With infinite values the difference is no number, while their mean is infinite.
            double meanOfAll = Double.isInfinite(mean) || Double.isInfinite(other.mean)
                    ? mean + other.mean
                    : mean + delta * other.count / all;
            return new Moments(all, meanOfAll, squaresOfAll);
        }
    }

    private final double[] counts;
    private final double[] means;
    private final double[] squares;
    private final ToDoubleFunction<Moments> result;

    private MomentsFold(int panes, ToDoubleFunction<Moments> result) {
        this.counts = new double[panes];
        this.means = new double[panes];
        this.squares = new double[panes];
        this.result = result;
    }

    static MomentsFold mean(int panes) {
        return new MomentsFold(panes, Moments::mean);
    }

    /** The variance of the population. */
    static MomentsFold variance(int panes) {
        return new MomentsFold(panes, moments -> moments.squares() / moments.count());
    }

    static MomentsFold deviation(int panes) {
        return new MomentsFold(panes, moments -> Math.sqrt(moments.squares() / moments.count()));
    }

    @Override
    public void add(int pane, long timestampNanos, double value) {
        counts[pane]++;
        double delta = value - means[pane];
        if (Double.isInfinite(value) || Double.isInfinite(means[pane])) {
            means[pane] += value;
        } else {
            means[pane] += delta / counts[pane];
        }
        squares[pane] += delta * (value - means[pane]);
    }

    @Override
    public void addAll(Fold other) {
        MomentsFold added = (MomentsFold) other;
        for (int pane = 0; pane < counts.length; pane++) {
            Moments theirs = added.pane(pane);
            Moments ours = pane(pane);
            if (theirs != null) {
                Moments both = ours == null ? theirs : ours.with(theirs);
                counts[pane] = both.count();
                means[pane] = both.mean();
                squares[pane] = both.squares();
            }
        }
    }

    private @Nullable Moments pane(int pane) {
        return counts[pane] == 0 ? null : new Moments(counts[pane], means[pane], squares[pane]);
    }

    @Override
    public void finish(Windows windows, double[] values, BitSet present) {
        Sliding.<Moments>over(windows, this::pane, Moments::with, (moments, step) -> {
            if (moments != null) {
                values[step] = result.applyAsDouble(moments);
                present.set(step);
            }
        });
    }

    @Override
    public long sizeBytes() {
        return 24L * counts.length;
    }
}
