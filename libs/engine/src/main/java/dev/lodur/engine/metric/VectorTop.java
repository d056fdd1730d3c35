package dev.lodur.engine.metric;

import dev.lodur.logql.Grouping;
import dev.lodur.model.Labels;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code topk} and {@code bottomk}: the greatest or smallest samples of each group at each step, under the labels that they
 * have. Of equal samples those with the smaller labels stay; what is no number goes first.
 */
final class VectorTop {
    /** A series with those of its samples that stay. */
    private record Kept(Series series, BitSet present) {}

    private VectorTop() {}

    static List<Series> apply(boolean greatest, long count, Grouping grouping, List<Series> series) {
        Map<Labels, List<Kept>> groups = new LinkedHashMap<>();
        for (Series one : series) {
            groups.computeIfAbsent(LabelChoice.group(one.labels(), grouping), labels -> new ArrayList<>())
                    .add(new Kept(one, new BitSet()));
        }
        groups.values().forEach(members -> choose(greatest, count, members));
        return groups.values().stream()
                .flatMap(Collection::stream)
                .filter(kept -> !kept.present().isEmpty())
                .map(kept -> new Series(kept.series().labels(), kept.series().values(), kept.present()))
                .toList();
    }

    private static void choose(boolean greatest, long count, List<Kept> members) {
        members.sort(Comparator.comparing(kept -> kept.series().labels()));
        int steps = members.getFirst().series().values().length;
        List<Kept> atStep = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            atStep.clear();
            for (Kept member : members) {
                if (member.series().present().get(step)) {
                    atStep.add(member);
                }
            }
            if (atStep.size() > count) {
                atStep.sort(order(greatest, step));
            }
            for (int i = 0; i < Math.min(count, atStep.size()); i++) {
                atStep.get(i).present().set(step);
            }
        }
    }

    private static Comparator<Kept> order(boolean greatest, int step) {
        return (a, b) -> {
            double left = a.series().values()[step];
            double right = b.series().values()[step];
            if (Double.isNaN(left) || Double.isNaN(right)) {
                return Boolean.compare(Double.isNaN(left), Double.isNaN(right));
            }
            return greatest ? Double.compare(right, left) : Double.compare(left, right);
        };
    }
}
