package dev.lodur.engine.metric;

/**
 * The increase of a counter per second, resets taken into account; 0 with fewer than two samples.
 *
 * <p>Like Prometheus' rate it is widened towards the window's borders, but as in Loki the window is taken to begin one
 * range before its first sample and to end with its last, and the widening is computed with times in different units, so
 * that it is as good as none. Dashboards show Loki's numbers, hence ours are the same.
 */
final class CounterRateFold extends SamplesFold {
    private static final double EXTRAPOLATION_FACTOR = 1.1;

    private final double rangeSeconds;
    private double[] lostBefore = new double[0];
    private int[] infiniteBefore = new int[0];

    CounterRateFold(double rangeSeconds) {
        this.rangeSeconds = rangeSeconds;
    }

    @Override
    void begin(double[] all) {
        lostBefore = new double[all.length];
        infiniteBefore = new int[all.length];
        for (int i = 1; i < all.length; i++) {
            double lost = all[i] < all[i - 1] ? all[i - 1] : 0;
            boolean infinite = Double.isInfinite(lost);
            lostBefore[i] = lostBefore[i - 1] + (infinite ? 0 : lost);
            infiniteBefore[i] = infiniteBefore[i - 1] + (infinite ? 1 : 0);
        }
    }

    private double lost(int from, int last) {
        // Infinite sums say nothing about the windows behind them.
        boolean infinite = infiniteBefore[last] > infiniteBefore[from];
        return infinite ? Double.POSITIVE_INFINITY : lostBefore[last] - lostBefore[from];
    }

    @Override
    void enter(int sample) {}

    @Override
    void leave(int sample) {}

    @Override
    double result(int from, int to) {
        int last = to - 1;
        if (last == from) {
            return 0;
        }
        double increase = value(last) - value(from) + lost(from, last);
        double sampled = (nanos(last) - nanos(from)) / 1e3;
        double average = sampled / (last - from);
        double toStart = rangeSeconds;
        if (increase > 0 && value(from) >= 0) {
            toStart = Math.min(toStart, sampled * (value(from) / increase));
        }
        double widened = sampled + (toStart < average * EXTRAPOLATION_FACTOR ? toStart : average / 2);
        return increase * (widened / sampled) / rangeSeconds;
    }
}
