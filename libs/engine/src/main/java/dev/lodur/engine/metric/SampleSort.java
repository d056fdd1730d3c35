package dev.lodur.engine.metric;

/** Sorts samples by time, and those of the same time by value, in place: a heap sort over two arrays side by side. */
final class SampleSort {
    private SampleSort() {}

    static void sort(long[] nanos, double[] values, int size) {
        if (isSorted(nanos, values, size)) {
            return;
        }
        for (int root = size / 2 - 1; root >= 0; root--) {
            sink(nanos, values, root, size);
        }
        for (int last = size - 1; last > 0; last--) {
            swap(nanos, values, 0, last);
            sink(nanos, values, 0, last);
        }
    }

    private static boolean isSorted(long[] nanos, double[] values, int size) {
        for (int i = 1; i < size; i++) {
            if (isBefore(nanos, values, i, i - 1)) {
                return false;
            }
        }
        return true;
    }

    private static void sink(long[] nanos, double[] values, int from, int size) {
        int root = from;
        while (2 * root + 1 < size) {
            int child = 2 * root + 1;
            if (child + 1 < size && isBefore(nanos, values, child, child + 1)) {
                child++;
            }
            if (!isBefore(nanos, values, root, child)) {
                return;
            }
            swap(nanos, values, root, child);
            root = child;
        }
    }

    private static boolean isBefore(long[] nanos, double[] values, int one, int other) {
        return nanos[one] != nanos[other] ? nanos[one] < nanos[other] : Double.compare(values[one], values[other]) < 0;
    }

    private static void swap(long[] nanos, double[] values, int one, int other) {
        long time = nanos[one];
        nanos[one] = nanos[other];
        nanos[other] = time;
        double value = values[one];
        values[one] = values[other];
        values[other] = value;
    }
}
