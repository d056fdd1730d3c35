package dev.lodur.engine.metric;

import java.util.Arrays;

/**
 * A quantile of the window's values, between two of them in proportion, as Prometheus computes it: what is no number
 * counts as the smallest.
 *
 * <p>All values of the series are ranked once. A Fenwick tree counts how many of each rank are in the window, so that a
 * sample that comes or goes and a look at the n-th smallest cost a logarithm each.
 */
final class QuantileFold extends SamplesFold {
    private final double quantile;
    private double[] ranked = new double[0];
    private int[] ranks = new int[0];
    private int[] tree = new int[0];

    QuantileFold(double quantile) {
        this.quantile = quantile;
    }

    @Override
    void begin(double[] all) {
        double[] sorted = all.clone();
        Arrays.sort(sorted);
        int numbers = sorted.length;
        while (numbers > 0 && Double.isNaN(sorted[numbers - 1])) {
            numbers--;
        }
        int others = all.length - numbers;
        ranked = new double[all.length];
        Arrays.fill(ranked, 0, others, Double.NaN);
        System.arraycopy(sorted, 0, ranked, others, numbers);
        ranks = new int[all.length];
        for (int i = 0; i < all.length; i++) {
            ranks[i] = Double.isNaN(all[i]) ? 0 : Arrays.binarySearch(ranked, others, all.length, all[i]);
        }
        tree = new int[all.length + 1];
    }

    @Override
    void enter(int sample) {
        change(ranks[sample], 1);
    }

    @Override
    void leave(int sample) {
        change(ranks[sample], -1);
    }

    private void change(int rank, int by) {
        for (int at = rank + 1; at < tree.length; at += at & -at) {
            tree[at] += by;
        }
    }

    @Override
    double result(int from, int to) {
        return of(quantile, to - from, this::nth);
    }

    /** The n-th smallest value of the window, from 0. */
    private double nth(int n) {
        int rest = n;
        int at = 0;
        for (int width = Integer.highestOneBit(tree.length); width > 0; width >>= 1) {
            if (at + width < tree.length && tree[at + width] <= rest) {
                at += width;
                rest -= tree[at];
            }
        }
        return ranked[at];
    }

    /** Values by their places in the order of size. */
    interface Sorted {
        double value(int place);
    }

    /** The quantile of so many values; below 0 and above 1 it is infinite. */
    static double of(double quantile, int count, Sorted sorted) {
        if (count == 0 || Double.isNaN(quantile)) {
            return Double.NaN;
        }
        if (quantile < 0 || quantile > 1) {
            return quantile < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        double place = quantile * (count - 1);
        int lower = (int) Math.floor(place);
        int upper = Math.min(count - 1, lower + 1);
        double weight = place - lower;
        return sorted.value(lower) * (1 - weight) + sorted.value(upper) * weight;
    }
}
