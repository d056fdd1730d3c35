package dev.lodur.querier;

import java.util.Arrays;

/** Counts by step, in sorted arrays: a sum of many of them takes little more memory than one. Not thread-safe. */
final class StepCounts {
    private int[] steps = new int[0];
    private long[] counts = new long[0];

    /** Adds the counts of some steps, which ascend. */
    void add(int[] otherSteps, long[] otherCounts) {
        int[] mergedSteps = new int[steps.length + otherSteps.length];
        long[] mergedCounts = new long[mergedSteps.length];
        int own = 0;
        int other = 0;
        int size = 0;
        while (own < steps.length || other < otherSteps.length) {
            boolean takesOwn = other == otherSteps.length || (own < steps.length && steps[own] <= otherSteps[other]);
            boolean takesOther = own == steps.length || (other < otherSteps.length && otherSteps[other] <= steps[own]);
            mergedSteps[size] = takesOwn ? steps[own] : otherSteps[other];
            mergedCounts[size++] = (takesOwn ? counts[own++] : 0) + (takesOther ? otherCounts[other++] : 0);
        }
        steps = Arrays.copyOf(mergedSteps, size);
        counts = Arrays.copyOf(mergedCounts, size);
    }

    long total() {
        return Arrays.stream(counts).sum();
    }

    /** When the steps begin, in seconds since 1970. */
    long[] seconds(int stepSeconds) {
        return Arrays.stream(steps).mapToLong(step -> (long) step * stepSeconds).toArray();
    }

    long[] counts() {
        return counts;
    }
}
