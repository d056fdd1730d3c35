package dev.lodur.bench;

import java.util.SortedMap;
import java.util.TreeMap;

/** Collects the values of a {@link QueryAnswer}. Not thread-safe. */
final class QueryAnswerBuilder {
    private final boolean lines;
    private final SortedMap<String, Double> sums = new TreeMap<>();
    private long points;

    QueryAnswerBuilder(boolean lines) {
        this.lines = lines;
    }

    QueryAnswerBuilder add(String series, double value) {
        sums.merge(series, value, Double::sum);
        points++;
        return this;
    }

    QueryAnswerBuilder addLine(long timestampNanos, String line) {
        return add(timestampNanos + " " + line, 1);
    }

    QueryAnswer build() {
        return new QueryAnswer(lines, sums, points);
    }
}
