package dev.lodur.logql;

import java.util.List;

/** {@code by (a, b)} or {@code without (a, b)}: the labels that tell result series apart, or that do not. */
public record Grouping(boolean without, List<String> labels) {
    /** One series for everything: what a vector aggregation without a clause does. */
    public static final Grouping NONE = new Grouping(false, List.of());

    public Grouping {
        labels = List.copyOf(labels);
    }

    /** Whether all series fall into one group. */
    public boolean isSingleton() {
        return !without && labels.isEmpty();
    }

    @Override
    public String toString() {
        return text(",");
    }

    String text(String separator) {
        return (without ? "without (" : "by (") + String.join(separator, labels) + ")";
    }
}
