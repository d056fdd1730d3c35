package dev.lodur.engine.metric;

import dev.lodur.logql.Grouping;
import dev.lodur.model.Labels;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Takes some of a set of labels. */
public final class LabelChoice {
    private LabelChoice() {}

    /** The labels that a grouping tells apart. */
    public static Labels group(Labels labels, Grouping grouping) {
        return grouping.without() ? without(labels, grouping.labels()) : only(labels, grouping.labels());
    }

    static Labels only(Labels labels, Collection<String> names) {
        return choose(labels, names, true);
    }

    static Labels without(Labels labels, Collection<String> names) {
        return choose(labels, names, false);
    }

    private static Labels choose(Labels labels, Collection<String> names, boolean named) {
        Map<String, String> chosen = new TreeMap<>();
        for (int i = 0; i < labels.size(); i++) {
            if (names.contains(labels.name(i)) == named) {
                chosen.put(labels.name(i), labels.value(i));
            }
        }
        return chosen.size() == labels.size() ? labels : Labels.of(chosen);
    }
}
