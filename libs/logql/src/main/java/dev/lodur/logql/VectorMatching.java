package dev.lodur.logql;

import java.util.List;

/**
 * How the series of two vectors find each other: {@code on (a) group_left (b)}.
 *
 * @param on whether {@code labels} are those compared, or ({@code ignoring}) those left out
 * @param included labels taken over from the side that has one series
 */
public record VectorMatching(boolean on, List<String> labels, Cardinality cardinality, List<String> included) {
    public VectorMatching {
        labels = List.copyOf(labels);
        included = List.copyOf(included);
    }

    /** How many series of each side may belong together. */
    public enum Cardinality {
        ONE_TO_ONE(""),
        MANY_TO_ONE("group_left"),
        ONE_TO_MANY("group_right");

        private final String text;

        Cardinality(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    @Override
    public String toString() {
        String group =
                included.isEmpty() ? cardinality.text() : cardinality.text() + " (" + String.join(",", included) + ")";
        return (on ? "on (" : "ignoring (") + String.join(",", labels) + ") " + group;
    }
}
