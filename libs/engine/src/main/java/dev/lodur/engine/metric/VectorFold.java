package dev.lodur.engine.metric;

import dev.lodur.logql.Grouping;
import dev.lodur.logql.VectorOperation;
import dev.lodur.model.Labels;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code sum by (app) (...)} and its kin: the series of each group become one, step by step. */
final class VectorFold {
    private VectorFold() {}

    static List<Series> apply(VectorOperation operation, Grouping grouping, List<Series> series) {
        Map<Labels, List<Series>> groups = new LinkedHashMap<>();
        for (Series one : series) {
            groups.computeIfAbsent(LabelChoice.group(one.labels(), grouping), labels -> new ArrayList<>())
                    .add(one);
        }
        List<Series> folded = new ArrayList<>();
        groups.forEach((labels, members) -> folded.add(fold(operation, labels, members)));
        return folded;
    }

    private static Series fold(VectorOperation operation, Labels labels, List<Series> members) {
        int steps = members.getFirst().values().length;
        double[] values = new double[steps];
        BitSet present = new BitSet();
        double[] atStep = new double[members.size()];
        members.forEach(member -> present.or(member.present()));
        for (int step = present.nextSetBit(0); step >= 0; step = present.nextSetBit(step + 1)) {
            int count = 0;
            for (Series member : members) {
                if (member.present().get(step)) {
                    atStep[count++] = member.values()[step];
                }
            }
            values[step] = fold(operation, atStep, count);
        }
        return new Series(labels, values, present);
    }

    private static double fold(VectorOperation operation, double[] values, int count) {
        return switch (operation) {
            case SUM -> sum(values, count);
            case AVG -> sum(values, count) / count;
            case COUNT -> count;
            case MAX -> extreme(values, count, true);
            case MIN -> extreme(values, count, false);
            case STDVAR -> variance(values, count);
            case STDDEV -> Math.sqrt(variance(values, count));
            case TOPK, BOTTOMK, APPROX_TOPK, SORT, SORT_DESC ->
                throw new IllegalArgumentException(operation + " folds nothing");
        };
    }

    private static double sum(double[] values, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i];
        }
        return sum;
    }

    /** What is no number counts only where there is nothing else. */
    private static double extreme(double[] values, int count, boolean greatest) {
        double found = values[0];
        for (int i = 1; i < count; i++) {
            boolean further = greatest ? values[i] > found : values[i] < found;
            found = further || Double.isNaN(found) ? values[i] : found;
        }
        return found;
    }

    /** The variance of the population, by Welford's method. */
    private static double variance(double[] values, int count) {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double delta = values[i] - mean;
            mean += delta / (i + 1);
            squares += delta * (values[i] - mean);
        }
        return squares / count;
    }
}
