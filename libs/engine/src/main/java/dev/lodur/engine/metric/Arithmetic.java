package dev.lodur.engine.metric;

import dev.lodur.logql.BinaryOperator;
import java.util.BitSet;

/** Operators between two series, sample by sample. */
final class Arithmetic {
    private Arithmetic() {}

    /**
     * What two series yield, under the labels of the first.
     *
     * @param steps where both have a sample
     * @param filters whether samples for which a comparison does not hold are left out and the others stay as in
     *     {@code kept}
     */
    static Series combine(
            BinaryOperator operator, Series left, Series right, BitSet steps, boolean filters, double[] kept) {
        double[] values = new double[left.values().length];
        BitSet present = (BitSet) steps.clone();
        for (int step = steps.nextSetBit(0); step >= 0; step = steps.nextSetBit(step + 1)) {
            double result = operator.apply(left.values()[step], right.values()[step]);
            values[step] = filters ? kept[step] : result;
            if (filters && result != 1) {
                present.clear(step);
            }
        }
        return new Series(left.labels(), values, present);
    }
}
