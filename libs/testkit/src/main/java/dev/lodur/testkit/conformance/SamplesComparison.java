package dev.lodur.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Compares vectors and matrices: a set of series by their labels, values with a tolerance. */
final class SamplesComparison {
    private SamplesComparison() {}

    static Optional<String> matrix(JsonNode expected, JsonNode actual) {
        return compare("series", bySeries(expected, "values"), bySeries(actual, "values"));
    }

    static Optional<String> vector(JsonNode expected, JsonNode actual, boolean ordered) {
        Optional<String> order = ordered ? compareOrder(expected, actual) : Optional.empty();
        return order.or(() -> compare("vector", bySeries(expected, "value"), bySeries(actual, "value")));
    }

    private static Optional<String> compareOrder(JsonNode expected, JsonNode actual) {
        if (expected.size() != actual.size()) {
            return Optional.of("vector: expected " + expected.size() + " elements, got " + actual.size());
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!Numbers.equalSamples(
                    expected.get(i).get("value"), actual.get(i).path("value"))) {
                return Optional.of("ordered vector, element " + i + "\n  expected: " + Json.brief(expected.get(i))
                        + "\n  got:      " + Json.brief(actual.get(i)));
            }
        }
        return Optional.empty();
    }

    /**
     * Samples by labels. A label set that occurs more than once, which {@code label_replace} can bring about, is numbered
     * in the order of its values.
     */
    private static Map<String, List<JsonNode>> bySeries(JsonNode result, String field) {
        Map<String, List<List<JsonNode>>> groups = new TreeMap<>();
        for (JsonNode series : result) {
            groups.computeIfAbsent(Json.canonical(series.path("metric")), labels -> new ArrayList<>())
                    .add(samples(series.path(field), field));
        }
        Map<String, List<JsonNode>> numbered = new TreeMap<>();
        groups.forEach((labels, all) -> {
            all.sort(SamplesComparison::compareSamples);
            for (int i = 0; i < all.size(); i++) {
                numbered.put(i == 0 ? labels : labels + ", occurrence " + (i + 1), all.get(i));
            }
        });
        return numbered;
    }

    private static List<JsonNode> samples(JsonNode node, String field) {
        if (field.equals("value")) {
            return List.of(node);
        }
        List<JsonNode> samples = new ArrayList<>();
        node.forEach(samples::add);
        return samples;
    }

    private static int compareSamples(List<JsonNode> left, List<JsonNode> right) {
        Comparator<JsonNode> bySample = Comparator.<JsonNode>comparingDouble(
                        sample -> sample.path(0).asDouble())
                .thenComparingDouble(sample -> Numbers.value(sample.path(1)));
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = bySample.compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static Optional<String> compare(
            String what, Map<String, List<JsonNode>> expected, Map<String, List<JsonNode>> actual) {
        return Keys.difference(what, expected.keySet(), actual.keySet())
                .or(() -> expected.entrySet().stream()
                        .map(one -> compareSeries(
                                one.getKey(), one.getValue(), actual.getOrDefault(one.getKey(), List.of())))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private static Optional<String> compareSeries(String labels, List<JsonNode> expected, List<JsonNode> actual) {
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            boolean both = i < expected.size() && i < actual.size();
            if (!both || !Numbers.equalSamples(expected.get(i), actual.get(i))) {
                return Optional.of("series " + Json.brief(labels) + "\n  sample " + i + " of " + expected.size()
                        + " (got " + actual.size() + " samples)\n  expected: "
                        + (i < expected.size() ? expected.get(i) : "nothing") + "\n  got:      "
                        + (i < actual.size() ? actual.get(i) : "nothing"));
            }
        }
        return Optional.empty();
    }
}
